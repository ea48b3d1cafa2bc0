/** What `farsite rehearse` prints besides the words of the rehearsal itself. */
export const terminalRehearsal = {
  code: "Code for your colleague: {{code}} (good for ten minutes; “farsite rehearse --join {{code}}”, or in the window: Settings, $t(uiRehearsal.rowTitle))",
  text: "Text for your colleague; send all of it:",
  ask: {
    text: "Text of the other screen:",
    begin: "Press Enter as soon as your colleague has put the text in.",
  },
  unanswered: "No text was put in, so nothing was tried.",
  digits: "Both screens must show {{digits}}. If they differ, somebody is in between: stop.",
  expected: "Expected: {{what}}",
  pair: "The way that won: {{here}} here, {{there}} there",
  rtt: "There and back: {{ms}} ms",
  flow: "It carries about {{up}} Mbit/s from here, {{down}} Mbit/s to here",
  here_one: "This end had {{count}} address:",
  here_other: "This end had {{count}} addresses:",
  there_one: "The other end had {{count}} address:",
  there_other: "The other end had {{count}} addresses:",
};
