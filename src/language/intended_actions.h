// Threats that follow from what actors are meant to do (`actions:`).
//
// They are threats like those written by hand, and not matches of a rule: a rule speaks of one place, and an intended action of an actor and an asset
// together. So decisions, severities, use cases and reports treat them as any other threat, and each is open until somebody says what takes care of it.
#pragma once

#include "library/library.h"
#include "model/model.h"

namespace merlon {

// Adds the threats to `model` when one of its methods derives them. For each actor and asset, of create, read, update and delete:
//   never      the actor does it all the same                     elevation of privilege   customer-may-not-read@orders
//   sometimes  the actor does it without meeting the condition    elevation of privilege   customer-misuses-read@orders
//   always, sometimes  somebody keeps the actor from it           denial of service        customer-cannot-read@orders
// Severity is the asset's rating of what is lost. Deterministic, in the order of the file. O(actions).
// Source: the intended actions and the two kinds of threat of Trike (octotrike.org, version 1).
void DeriveFromActions(const Library& library, Model& model);

}  // namespace merlon
