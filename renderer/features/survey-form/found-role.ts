import type { DeviceRole } from "#core/lan/sighting.ts";
import type { SurveyDevice } from "#core/survey/survey-sections.ts";

/** What a device is for in a survey, by what a search took it for; undefined: for the person to say. */
export const surveyRoleOf: Record<DeviceRole, NonNullable<SurveyDevice["role"]> | undefined> = {
  recorder: "recorder",
  camera: "camera",
  panel: "alarm-panel",
  "door-station": "intercom",
  controller: "access-control",
  bridge: "access-point",
  router: "router",
  other: "other",
  unknown: undefined,
};
