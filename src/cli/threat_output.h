// Threats as JSON and as text; shared by the commands that show them.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "cli/session.h"
#include "text/json.h"

namespace merlon::cli {

// Writes threats as the contracts describe them. Keeps what one threat needed for the next one: a long list is written without allocating.
class ThreatWriter {
 public:
  ThreatWriter(JsonWriter& json, const Session& session);
  // The object that contracts call a threat. Without responses it says nothing about decisions.
  void Threat(const merlon::Threat& threat, bool responses);
  void Facts(const std::vector<DecidingFact>& facts);

 private:
  void Scores(const merlon::Threat& threat);
  void Raised(const merlon::Threat& threat);
  void Response(const merlon::Threat& threat);
  void Weaknesses(const merlon::Threat& threat);

  void AppendPosition(std::string& out, NodeId node, Place place);
  std::string_view PositionOf(Place place);

  JsonWriter& json_;
  const Workspace& workspace_;
  // What `PositionOf` has made: pieces of `positions_`, by place. Most facts of a list are about few places and stand nowhere but there.
  struct Piece {
    uint32_t begin = 0, size = 0;
  };
  std::string positions_;
  std::array<std::vector<Piece>, kDomains> position_of_;
  std::vector<std::string> paths_;  // of the model's files, as JSON texts
  Explanation explanation_;
  std::string scratch_;
};

Paint PaintFor(ThreatSeverity severity);

}  // namespace merlon::cli
