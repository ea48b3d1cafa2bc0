/** What the window says around a walk-through; the steps' own words come from `core/walk`. */
export const uiWalk = {
  walk: {
    title: "Walk-through",
    backToSite: "Back to {{site}}",
    toSite: "To the site",
    toRoutes: "All routes of this site",
    progress: "Step {{at}} of {{of}}",
    steps: "Steps of this walk-through",
    state: { done: "(done)", current: "(you are here)", "to-do": "(still to come)", skipped: "(left out)" },
    waiting: { provider: "Waiting for the provider", customer: "Waiting for the customer" },
    details: "Details",
    risky: "Risk",
    missing: {
      text: "Fill this in.",
      "long-text": "Fill this in.",
      number: "Enter a number.",
      date: "Choose a day.",
      choice: "Choose one.",
      choices: "Choose at least one.",
      confirm: "Tick this to go on.",
    },
    missingSome_one: "{{count}} answer is missing.",
    missingSome_other: "{{count}} answers are missing.",
    over: {
      done: "This walk-through is done.",
      abandoned: "This walk-through was given up.",
      when: "{{when}}. What it came to stands below.",
    },
  },
};
