// SPDX-License-Identifier: Apache-2.0
#include "recon/load/from_file.hpp"

#include <cmath>
#include <map>

#include "recon/v1/incident.pb.h"

namespace recon::load {

namespace {

using namespace incident;

// Said::word counts on the schema's words and our enumerators standing in the same order. The last
// of each are held together here; tests compare all by name.
template <class Ours, class Theirs>
constexpr bool end_together(Ours ours, Theirs theirs) {
  return static_cast<int>(ours) + 1 == static_cast<int>(theirs);
}
static_assert(end_together(Party::Kind::court, v1::Party::COURT));
static_assert(end_together(Source::Kind::interview, v1::Source::INTERVIEW));
static_assert(end_together(Aircraft::Kind::ship, v1::Aircraft::SHIP));
static_assert(end_together(Aircraft::Role::rescue, v1::Aircraft::RESCUE));
static_assert(end_together(Event::Kind::debris, v1::Event::DEBRIS));
static_assert(end_together(Question::Want::holds, v1::Question::HOLDS));
static_assert(end_together(geo::Edge::rhumb, v1::Border::RHUMB));
static_assert(end_together(Border::Extent::land_and_sea, v1::Border::LAND_AND_SEA));
static_assert(end_together(Zone::Status::exclusive_economic, v1::Zone::EXCLUSIVE_ECONOMIC));
static_assert(end_together(geo::Strip::both, v1::Buffer::BOTH));
static_assert(end_together(Sensor::Kind::observer, v1::Sensor::OBSERVER));
static_assert(end_together(ErrorModel::Class::surveyed, v1::ErrorModel::SURVEYED));
static_assert(end_together(TrackClaim::Kind::recorder, v1::Track::RECORDER));
static_assert(end_together(Picture::Transform::projective, v1::Picture::PROJECTIVE));
static_assert(end_together(DistanceClaim::Where::outside, v1::Distance::OUTSIDE));
static_assert(end_together(DistanceClaim::How::along_course, v1::Distance::ALONG_COURSE));
static_assert(end_together(SideClaim::Is::never_inside, v1::Side::NEVER_INSIDE));
static_assert(end_together(DepthClaim::How::from_line, v1::Depth::FROM_LINE));
static_assert(end_together(CrossingClaim::Way::left, v1::Crossing::LEFT));
static_assert(end_together(TurnClaim::To::right, v1::Turn::RIGHT));
static_assert(end_together(VerticalClaim::Is::level, v1::Vertical::LEVEL));
static_assert(end_together(DetectionClaim::Is::not_seen, v1::Detection::NOT_SEEN));
// About has the author's own question in place of the unsaid word.
static_assert(static_cast<int>(About::distance) == static_cast<int>(v1::Choice::DISTANCE));

template <class Thing>
std::vector<Thing> each(const Said& said, const char* field, Thing (*from)(const Said&)) {
  std::vector<Thing> things;
  for (const Said& one : said.all(field)) things.push_back(from(one));
  return things;
}

template <class Thing>
std::optional<Thing> maybe(const Said& said, const char* field, Thing (*from)(const Said&)) {
  const std::optional<Said> one = said.one(field);
  return one ? std::optional{from(*one)} : std::nullopt;
}

// ---- claims ----

ErrorModel error_from(const Said& said) {
  return {.like = said.word<ErrorModel::Class>("like"),
          .accuracy = said.text("accuracy"),
          .bias = said.text("bias"),
          .clock = said.text("clock"),
          .rounding = said.text("rounding"),
          .because = said.text("because"),
          .place = said.place()};
}

Fix fix_from(const Said& said) {
  return {.time = said.text("time"),
          .position = said.text("position"),
          .altitude = said.text("altitude"),
          .accuracy = said.text("accuracy"),
          .range = said.text("range"),
          .azimuth = said.text("azimuth"),
          .elevation = said.text("elevation"),
          .accuracy_minor = said.text("accuracy_minor"),
          .accuracy_axis = said.text("accuracy_axis"),
          .pixel = said.text("pixel"),
          .place = said.place()};
}

Picture::Control control_from(const Said& said) {
  return {.name = said.text("name"),
          .pixel = said.text("pixel"),
          .position = said.text("position"),
          .place = said.place()};
}

Picture::Vertex vertex_from(const Said& said) {
  return {.pixels = said.texts("pixel"), .place = said.place()};
}

std::optional<Picture> picture_from(const std::optional<Said>& said) {
  if (!said) return std::nullopt;
  return Picture{.file = said->text("file"),
                 .sha256 = said->text("sha256"),
                 .pen = said->text("pen"),
                 .transform = said->word<Picture::Transform>("transform"),
                 .controls = each(*said, "control", control_from),
                 .border = said->texts("border"),
                 .vertices = each(*said, "vertex", vertex_from),
                 .place = said->place()};
}

Assertion position_from(const Said& said) {
  return PositionClaim{.is = said.text("is"), .datum = said.text("datum"), .near = said.text("near")};
}

Assertion track_from(const Said& said) {
  return TrackClaim{.file = said.text("file"),
                    .sha256 = said.text("sha256"),
                    .datum = said.text("datum"),
                    .clock = said.text("clock"),
                    .speed = said.text("speed"),
                    .kind = said.word<TrackClaim::Kind>("kind"),
                    .picture = picture_from(said.one("picture")),
                    .fixes = each(said, "fix", fix_from)};
}

Assertion plot_from(const Said& said) {
  return PlotClaim{
      .range = said.text("range"), .azimuth = said.text("azimuth"), .height = said.text("height")};
}

Assertion bearing_from(const Said& said) {
  return BearingClaim{
      .from = said.text("from"), .direction = said.text("direction"), .distance = said.text("distance")};
}

Assertion distance_from(const Said& said) {
  return DistanceClaim{.from = said.text("from"),
                       .is = said.text("is"),
                       .side = said.word<DistanceClaim::Where>("side"),
                       .measured = said.word<DistanceClaim::How>("measured")};
}

Assertion side_from(const Said& said) {
  return SideClaim{.zone = said.text("zone"), .is = said.word<SideClaim::Is>("is")};
}

Assertion excursions_from(const Said& said) {
  return ExcursionsClaim{.zone = said.text("zone"), .count = said.text("count")};
}

Assertion time_inside_from(const Said& said) {
  return TimeInsideClaim{.zone = said.text("zone"), .is = said.text("is")};
}

Assertion length_inside_from(const Said& said) {
  return LengthInsideClaim{.zone = said.text("zone"), .is = said.text("is")};
}

Assertion depth_from(const Said& said) {
  return DepthClaim{.zone = said.text("zone"),
                    .is = said.text("is"),
                    .from = said.text("from"),
                    .measured = said.word<DepthClaim::How>("measured")};
}

Assertion crossing_from(const Said& said) {
  return CrossingClaim{.zone = said.text("zone"),
                       .from = said.text("from"),
                       .way = said.word<CrossingClaim::Way>("way"),
                       .between = said.texts("between")};
}

Assertion altitude_from(const Said& said) { return AltitudeClaim{.is = said.text("is")}; }
Assertion speed_from(const Said& said) { return SpeedClaim{.is = said.text("is")}; }
Assertion time_from(const Said& said) { return TimeClaim{.is = said.text("is")}; }

Assertion heading_from(const Said& said) {
  return HeadingClaim{.is = said.text("is"), .towards = said.text("towards")};
}

Assertion time_between_from(const Said& said) {
  return TimeBetweenClaim{.from = said.text("from"), .to = said.text("to"), .is = said.text("is")};
}

Assertion distance_between_from(const Said& said) {
  return DistanceBetweenClaim{.from = said.text("from"), .to = said.text("to"), .is = said.text("is")};
}

Assertion warnings_from(const Said& said) {
  return WarningsClaim{
      .count = said.text("count"), .over = said.text("over"), .channel = said.text("channel")};
}

Assertion turn_from(const Said& said) {
  return TurnClaim{
      .to = said.word<TurnClaim::To>("to"), .onto = said.text("onto"), .through = said.text("through")};
}

Assertion vertical_from(const Said& said) {
  return VerticalClaim{.is = said.word<VerticalClaim::Is>("is"), .rate = said.text("rate")};
}

Assertion detection_from(const Said& said) {
  return DetectionClaim{
      .by = said.text("by"), .lasting = said.text("lasting"), .is = said.word<DetectionClaim::Is>("is")};
}

const std::map<std::string, Assertion (*)(const Said&)>& kinds() {
  static const std::map<std::string, Assertion (*)(const Said&)> table{
      {"position", position_from},
      {"track", track_from},
      {"plot", plot_from},
      {"bearing", bearing_from},
      {"distance", distance_from},
      {"side", side_from},
      {"excursions", excursions_from},
      {"time_inside", time_inside_from},
      {"length_inside", length_inside_from},
      {"depth_inside", depth_from},
      {"crossing", crossing_from},
      {"altitude", altitude_from},
      {"speed", speed_from},
      {"heading", heading_from},
      {"time", time_from},
      {"time_between", time_between_from},
      {"distance_between", distance_between_from},
      {"warnings", warnings_from},
      {"turn", turn_from},
      {"vertical", vertical_from},
      {"detection", detection_from}};
  return table;
}

When when_from(const Said& said) {
  const std::string when = said.chosen("when");
  if (when == "at_event") return AtEvent{said.text("at_event")};
  if (when == "at_time") return AtTime{said.text("at_time")};
  if (when == "while_inside") return WhileInside{said.text("while_inside")};
  if (when == "at_closest") return AtClosest{said.text("at_closest")};
  if (when == "throughout" && said.truth("throughout").value_or(false)) return Throughout{};
  return {};
}

Derivation derivation_from(const Said& said) {
  return {.uses = said.texts("uses"), .how = said.text("how"), .by = said.text("by")};
}

Claim claim_from(const Said& said) {
  Claim claim;
  claim.id = said.text("id");
  claim.aircraft = said.texts("aircraft");
  claim.when = when_from(said);
  claim.only_if = said.texts("only_if");
  claim.excursion = said.whole("excursion");
  claim.error = maybe(said, "error", error_from);
  claim.sensor = said.text("sensor");
  claim.derived = maybe(said, "derived", derivation_from);
  claim.corrected = said.text("corrected");
  claim.note = said.text("note");
  claim.place = said.place();
  // A claim of no kind keeps an empty position, which `check` reports (rule 4).
  if (const std::string kind = said.chosen("kind"); !kind.empty())
    claim.assertion = kinds().at(kind)(*said.one(kind.c_str()));
  return claim;
}

std::string name_of(const std::string& owner, const Claim& claim) {
  if (!claim.id.empty()) return owner + "/" + claim.id.text;
  const auto* event = std::get_if<AtEvent>(&claim.when);
  return owner + "/" + kind_word(claim.assertion) + (event != nullptr ? "@" + event->event.text : "");
}

// ---- who said what ----

Copy copy_from(const Said& said) {
  return {.source = said.text("source"),
          .place_in_source = said.text("place"),
          .said = said.text("said"),
          .note = said.text("note"),
          .place = said.place()};
}

Statement statement_from(const Said& said) {
  static const std::map<std::string, Statement::Words> kinds_of_words{
      {"said", Statement::Words::said},
      {"reported", Statement::Words::reported},
      {"shows", Statement::Words::shows}};
  Statement statement;
  statement.id = said.text("id");
  statement.source = said.text("source");
  statement.place_in_source = said.text("place");
  statement.speaker = said.text("speaker");
  statement.made = said.text("made");
  if (const std::string words = said.chosen("words"); !words.empty()) {
    statement.how = kinds_of_words.at(words);
    statement.words = said.text(words.c_str());
  }
  statement.language = said.text("language");
  statement.translation = said.text("translation");
  statement.copies = each(said, "copy", copy_from);
  statement.superseded_by = said.text("superseded_by");
  statement.supersedes = said.text("supersedes");
  statement.unverified = said.text("unverified");
  statement.note = said.text("note");
  statement.only_if = said.texts("only_if");
  statement.claims = each(said, "claim", claim_from);
  for (Claim& claim : statement.claims) claim.name = name_of(statement.id.text, claim);
  statement.place = said.place();
  return statement;
}

Option option_from(const Said& said) {
  return {.id = said.text("id"),
          .means = said.text("means"),
          .because = said.text("because"),
          .source = said.text("source"),
          .weight = said.number("weight"),
          .place = said.place()};
}

Settled settled_from(const Said& said) {
  return {.option = said.text("option"), .because = said.text("because"), .source = said.text("source")};
}

// The schema's first word, unsaid, is About::question: an author's own question names no doubt.
std::optional<About> about_from(const Said& said) {
  enum class Doubt {};
  const std::optional<Doubt> doubt = said.word<Doubt>("about");
  return doubt ? std::optional{static_cast<About>(static_cast<int>(*doubt) + 1)} : std::nullopt;
}

Choice choice_from(const Said& said) {
  return {.id = said.text("id"),
          .asks = said.text("asks"),
          .about = about_from(said),
          .within = said.texts("within"),
          .options = each(said, "option", option_from),
          .settled = maybe(said, "settled", settled_from),
          .place = said.place()};
}

Narrative narrative_from(const Said& said) {
  Narrative narrative;
  narrative.own_id = said.text("id");
  narrative.party = said.text("party");
  narrative.id = narrative.own_id.empty() ? narrative.party.text : narrative.own_id.text;
  narrative.title = said.text("title");
  narrative.clock = said.text("clock");
  narrative.summary = said.text("summary");
  narrative.aircraft = said.texts("aircraft");
  narrative.takes = said.texts("takes");
  narrative.choices = each(said, "choice", choice_from);
  narrative.statements = each(said, "statement", statement_from);
  narrative.place = said.place();
  return narrative;
}

Evidence evidence_from(const Said& said) {
  return {.id = said.text("id"),
          .title = said.text("title"),
          .statements = each(said, "statement", statement_from),
          .disputed_by = said.texts("disputed_by"),
          .place = said.place()};
}

Question question_from(const Said& said) {
  Question question;
  question.id = said.text("id");
  question.asks = said.text("asks");
  question.aircraft = said.text("aircraft");
  question.zone = said.text("zone");
  question.event = said.text("event");
  question.want = said.word<Question::Want>("want");
  question.narratives = said.texts("narrative");
  question.holds = maybe(said, "holds", claim_from);
  if (question.holds) question.holds->name = name_of(question.id.text, *question.holds);
  question.place = said.place();
  return question;
}

// ---- what the incident is made of ----

Party party_from(const Said& said) {
  return {.id = said.text("id"),
          .name = said.text("name"),
          .clock = said.text("clock"),
          .kind = said.word<Party::Kind>("kind"),
          .place = said.place()};
}

Source source_from(const Said& said) {
  Source source;
  source.id = said.text("id");
  source.title = said.text("title");
  source.publisher = said.text("publisher");
  source.author = said.text("author");
  source.date = said.text("date");
  source.address = said.text("address");
  source.language = said.text("language");
  source.kind = said.word<Source::Kind>("kind");
  source.retrieved = said.text("retrieved");
  source.archived = said.text("archived");
  source.file = said.text("file");
  source.sha256 = said.text("sha256");
  source.carries = said.text("carries");
  source.licence = said.text("licence");
  source.place = said.place();
  return source;
}

Limits limits_from(const Said& said) {
  return {.speed = said.text("speed"),
          .climb = said.text("climb"),
          .load = said.text("load"),
          .altitude = said.text("altitude"),
          .source = said.text("source")};
}

Aircraft aircraft_from(const Said& said) {
  return {.id = said.text("id"),
          .name = said.text("name"),
          .type = said.text("type"),
          .operated_by = said.text("operator"),
          .kind = said.word<Aircraft::Kind>("kind"),
          .role = said.word<Aircraft::Role>("role"),
          .limits = maybe(said, "limits", limits_from),
          .place = said.place()};
}

Landmark landmark_from(const Said& said) {
  Landmark landmark;
  landmark.id = said.text("id");
  landmark.name = said.text("name");
  landmark.position = said.text("position");
  landmark.datum = said.text("datum");
  landmark.source = said.text("source");
  landmark.accuracy = said.text("accuracy");
  landmark.variation = said.text("variation");
  landmark.variation_source = said.text("variation_source");
  landmark.position_of = said.text("position_of");
  landmark.unverified = said.text("unverified");
  landmark.note = said.text("note");
  landmark.place = said.place();
  return landmark;
}

Event event_from(const Said& said) {
  return {.id = said.text("id"),
          .aircraft = said.text("aircraft"),
          .zone = said.text("zone"),
          .means = said.text("means"),
          .kind = said.word<Event::Kind>("kind"),
          .excursion = said.whole("excursion"),
          .place = said.place()};
}

ZoneShape land_from(const Said& said) { return Land{.state = said.text("state")}; }

ZoneShape sea_from(const Said& said) {
  return TerritorialSea{.state = said.text("state"),
                        .breadth = said.text("breadth"),
                        .baseline_point = said.texts("baseline_point"),
                        .sea_only = said.truth("sea_only"),
                        .island = said.texts("island")};
}

ZoneShape corridor_from(const Said& said) {
  return Corridor{.along = said.texts("along"), .width = said.text("width")};
}

ZoneShape buffer_from(const Said& said) {
  return Buffer{
      .of = said.text("of"), .breadth = said.text("breadth"), .which = said.word<geo::Strip>("which")};
}

ZoneShape area_from(const Said& said) {
  return Area{.point = said.texts("point"),
              .centre = said.text("centre"),
              .radius = said.text("radius"),
              .file = said.text("file"),
              .name_in_file = said.text("name_in_file")};
}

ZoneShape median_from(const Said& said) {
  return Median{.state = said.text("state"), .other = said.text("other"), .until = said.text("until")};
}

ZoneShape combined_from(const Said& said) {
  return Combined{
      .all_of = said.texts("all_of"), .any_of = said.texts("any_of"), .except = said.texts("except")};
}

ZoneShape shape_from(const Said& said) {
  static const std::map<std::string, ZoneShape (*)(const Said&)> shapes{
      {"land", land_from}, {"sea", sea_from},       {"corridor", corridor_from}, {"buffer", buffer_from},
      {"area", area_from}, {"median", median_from}, {"combined", combined_from}};
  const std::string shape = said.chosen("shape");
  return shape.empty() ? ZoneShape{} : shapes.at(shape)(*said.one(shape.c_str()));
}

Zone zone_from(const Said& said) {
  Zone zone;
  zone.id = said.text("id");
  zone.title = said.text("title");
  zone.status = said.word<Zone::Status>("status");
  zone.claimed_by = said.texts("claimed_by");
  zone.rejected_by = said.texts("rejected_by");
  zone.source = said.text("source");
  zone.floor = said.text("floor");
  zone.ceiling = said.text("ceiling");
  zone.tip = said.text("tip");
  zone.border = said.texts("border");
  zone.shape = shape_from(said);
  zone.place = said.place();
  return zone;
}

Sensor sensor_from(const Said& said) {
  Sensor sensor;
  sensor.id = said.text("id");
  sensor.title = said.text("title");
  sensor.party = said.text("party");
  sensor.position = said.text("position");
  sensor.height = said.text("height");
  sensor.scan = said.text("scan");
  sensor.kind = said.word<Sensor::Kind>("kind");
  sensor.error = maybe(said, "error", error_from);
  sensor.place = said.place();
  return sensor;
}

geo::Window frame_from(const Said& said) {
  const auto side = [&](const char* field, double most) {
    const double value = said.number(field).value_or(most + 1.0);
    if (std::abs(value) > most) said.refuse("a frame has four sides in degrees: west, south, east, north", 2);
    return degrees(value);
  };
  return {.west = side("west", 180),
          .south = side("south", 90),
          .east = side("east", 180),
          .north = side("north", 90)};
}

}  // namespace

Border border_from(const Said& said) {
  Border border;
  border.id = said.text("id");
  border.title = said.text("title");
  border.library = said.text("library");
  border.file = said.text("file");
  border.sha256 = said.text("sha256");
  border.publisher = said.text("publisher");
  border.edition = said.text("edition");
  border.date = said.text("date");
  border.licence = said.text("licence");
  border.attribution = said.text("attribution");
  border.edge = said.word<geo::Edge>("edge");
  border.line_error = said.text("line_error");
  border.shift_error = said.text("shift_error");
  border.correlation = said.text("correlation");
  border.claimed_by = said.texts("claimed_by");
  border.states = said.texts("states");
  border.known_flaw = said.text("known_flaw");
  border.family = said.text("family");
  border.made_by = said.text("made_by");
  border.display_only = said.truth("display_only");
  border.weight = said.number("weight");
  border.extent = said.word<Border::Extent>("extent");
  border.frame = maybe(said, "frame", frame_from);
  border.place = said.place();
  return border;
}

Incident incident_from(const Said& said) {
  Incident incident;
  incident.id = said.text("id");
  incident.title = said.text("title");
  incident.summary = said.text("summary");
  incident.date = said.text("date");
  incident.clock = said.text("clock");
  if (const auto window = said.one("window"))
    incident.window = {.begin = window->text("begin"), .end = window->text("end"), .place = window->place()};
  if (const auto around = said.one("around"))
    incident.around = {.landmark = around->text("landmark"),
                       .radius = around->text("radius"),
                       .because = around->text("because"),
                       .place = around->place()};
  incident.parties = each(said, "party", party_from);
  incident.sources = each(said, "source", source_from);
  incident.aircraft = each(said, "aircraft", aircraft_from);
  incident.landmarks = each(said, "landmark", landmark_from);
  incident.events = each(said, "event", event_from);
  incident.borders = each(said, "border", border_from);
  incident.zones = each(said, "zone", zone_from);
  incident.sensors = each(said, "sensor", sensor_from);
  incident.choices = each(said, "choice", choice_from);
  incident.narratives = each(said, "narrative", narrative_from);
  incident.evidence = each(said, "evidence", evidence_from);
  incident.questions = each(said, "question", question_from);
  incident.notes = said.texts("note");
  return incident;
}

}  // namespace recon::load
