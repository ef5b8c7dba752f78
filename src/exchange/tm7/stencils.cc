#include "exchange/tm7/stencils.h"

#include <span>
#include <utility>

#include "base/strings.h"

namespace merlon::tm7 {
namespace {

using drawing::CellKind;

struct Stencil {
  std::string_view name;  // as a slug
  CellKind kind;
  std::string_view technology;
};

// Stencils of Microsoft's own templates. Several names of one thing stand beside each other.
constexpr Stencil kStencils[] = {
    {"browser", CellKind::actor, "browser"},
    {"human-user", CellKind::actor, "person"},
    {"web-server", CellKind::process, "web-application"},
    {"web-application", CellKind::process, "web-application"},
    {"azure-app-service-web-app", CellKind::process, "web-application"},
    {"web-api", CellKind::process, "rest-api"},
    {"web-service", CellKind::process, "rest-api"},
    {"browser-client", CellKind::process, "browser"},
    {"thick-client", CellKind::process, "desktop-app"},
    {"identity-server", CellKind::process, "identity-provider"},
    {"azure-ad", CellKind::process, "identity-provider"},
    {"virtual-machine", CellKind::process, "virtual-machine"},
    {"sql", CellKind::store, "sql-database"},
    {"database", CellKind::store, "sql-database"},
    {"sql-database", CellKind::store, "sql-database"},
    {"sql-relational-database", CellKind::store, "sql-database"},
    {"azure-sql-database", CellKind::store, "sql-server"},
    {"azure-database-for-postgresql", CellKind::store, "postgresql"},
    {"azure-database-for-mysql", CellKind::store, "mysql"},
    {"non-relational-database", CellKind::store, "document-database"},
    {"azure-cosmos-db", CellKind::store, "document-database"},
    {"azure-redis-cache", CellKind::store, "redis"},
    {"azure-key-vault", CellKind::store, "key-vault"},
    {"cache", CellKind::store, "cache"},
    {"file-system", CellKind::store, "file-system"},
    {"html5-local-storage", CellKind::store, "browser-storage"},
    {"html5-storage", CellKind::store, "browser-storage"},
    {"cookies", CellKind::store, "browser-storage"},
    {"cookie", CellKind::store, "browser-storage"},
    {"http", CellKind::flow, "http"},
    {"https", CellKind::flow, "https"},
    {"smb", CellKind::flow, "smb"},
    {"udp", CellKind::flow, "udp"},
    {"rpc-or-dcom", CellKind::flow, "rpc"},
    {"named-pipe", CellKind::flow, "ipc"},
    {"alpc", CellKind::flow, "ipc"},
};

// Names and values as slugs. Weaker statements than a property are left out: that a process "implements or uses an authentication mechanism" does not say
// that every caller passes it, and "backup" not that a restore was tried.
constexpr Meaning kMeanings[] = {
    {"provides-confidentiality", "yes", CellKind::flow, "encrypted", Tri::yes, true},
    {"provides-integrity", "yes", CellKind::flow, "integrity-protected", Tri::yes, true},
    {"source-authenticated", "yes", CellKind::flow, "source-authenticated"},
    {"source-authenticated", "no", CellKind::flow, "source-authenticated", Tri::no},
    {"destination-authenticated", "yes", CellKind::flow, "target-authenticated", Tri::yes, true},
    {"physical-network", "wi-fi", CellKind::flow, "wireless"},
    {"physical-network", "bluetooth", CellKind::flow, "wireless"},
    {"physical-network", "2g-4g", CellKind::flow, "wireless"},
    {"type", "human", CellKind::actor, "human", Tri::yes, true},
    {"type", "code", CellKind::actor, "human", Tri::no},
    // A browser or a phone is "code" too, but often stands for the person in front of it.
    {"stencil", "external-web-application", CellKind::actor, "human", Tri::no, true},
    {"stencil", "external-web-service", CellKind::actor, "human", Tri::no, true},
    {"authenticates-itself", "yes", CellKind::actor, "provides-authentication"},
    {"authenticates-itself", "no", CellKind::actor, "provides-authentication", Tri::no},
    {"code-type", "managed", CellKind::process, "memory-safe"},
    {"running-as", "kernel", CellKind::process, "privileged"},
    {"running-as", "system", CellKind::process, "privileged"},
    {"running-as", "administrator", CellKind::process, "privileged"},
    {"isolation-level", "appcontainer", CellKind::process, "sandboxed"},
    {"isolation-level", "sandbox", CellKind::process, "sandboxed"},
    {"sanitizes-input", "yes", CellKind::process, "validates-input"},
    {"sanitizes-input", "no", CellKind::process, "validates-input", Tri::no},
    {"sanitizes-output", "yes", CellKind::process, "encodes-output"},
    {"sanitizes-output", "no", CellKind::process, "encodes-output", Tri::no},
    {"processes-xml", "yes", CellKind::process, "parses-xml"},
    {"azure-web-app-processes-xml", "true", CellKind::process, "parses-xml"},
    {"stores-credentials", "yes", CellKind::store, "holds-credentials"},
    {"stores-log-data", "yes", CellKind::store, "holds-logs"},
    {"encrypted", "yes", CellKind::store, "encrypted-at-rest"},
    {"azure-sql-db-tde-enabled", "true", CellKind::store, "encrypted-at-rest"},
    {"azure-sql-db-tde-enabled", "false", CellKind::store, "encrypted-at-rest", Tri::no},
    {"signed", "yes", CellKind::store, "signed"},
};

constexpr std::pair<std::string_view, CellKind> kLines[] = {{"Connector", CellKind::flow}, {"BorderBoundary", CellKind::box}, {"LineBoundary", CellKind::curve}};
constexpr std::pair<std::string_view, CellKind> kGenerics[] = {{"GE.EI", CellKind::actor}, {"GE.P", CellKind::process}, {"GE.DS", CellKind::store}, {"GE.A", CellKind::text}};
constexpr std::pair<std::string_view, CellKind> kShapes[] = {{"StencilRectangle", CellKind::actor}, {"StencilEllipse", CellKind::process}, {"StencilParallelLines", CellKind::store}};

CellKind Find(std::span<const std::pair<std::string_view, CellKind>> table, std::string_view name) {
  for (const auto& [known, kind] : table) {
    if (known == name) return kind;
  }
  return CellKind::unknown;
}

}  // namespace

CellKind KindOf(std::string_view generic, std::string_view shape) {
  if (CellKind line = Find(kLines, shape); line != CellKind::unknown) return line;
  CellKind derived = Find(kGenerics, generic);
  return derived == CellKind::unknown ? Find(kShapes, shape) : derived;
}

std::string_view TechnologyOf(std::string_view stencil, CellKind kind) {
  std::string name = Slug(stencil);
  for (const Stencil& known : kStencils) {
    if (known.kind == kind && known.name == name) return known.technology;
  }
  return {};
}

const Meaning* MeaningOf(std::string_view attribute, std::string_view value, CellKind kind) {
  std::string name = Slug(attribute), chosen = Slug(value);
  for (const Meaning& meaning : kMeanings) {
    if (meaning.kind == kind && meaning.attribute == name && meaning.value == chosen) return &meaning;
  }
  return nullptr;
}

}  // namespace merlon::tm7
