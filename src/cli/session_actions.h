// What `merlon session` does, one function for each word that may follow it. Each returns an exit status.
#pragma once

#include <string>
#include <vector>

#include "cli/session.h"

namespace merlon::cli {

struct SessionRequest {
  const Invocation& invocation;
  const Session& opened;                // the model
  std::vector<std::string> words;       // what follows the action, without the model
};

int StartSession(const SessionRequest& request);
int NoteInSession(const SessionRequest& request);
int RaiseInSession(const SessionRequest& request);
int DecideInSession(const SessionRequest& request);
int ActInSession(const SessionRequest& request);
int CloseSession(const SessionRequest& request);
int PrintMinutes(const SessionRequest& request);
int DealCards(const SessionRequest& request);
int PlayCard(const SessionRequest& request);
int PrintStandings(const SessionRequest& request);

}  // namespace merlon::cli
