/** What all walk-throughs say; each one's own texts are in a file of its name. */
export const walk = {
  action: {
    back: "Back",
    abandon: "Give up this walk-through",
    again: "Do it again",
  },
  confirm: {
    abandon:
      "Everything that this walk-through changed on the site is taken back, and it is over. What you typed stays in the history.",
  },
  interrupted:
    "This was interrupted before it was finished: Farsite was closed, or the computer went off. Doing it again does no harm.",
  plain: "{{text}}",
  "on-day": "{{date, datetime(timeZone: UTC; dateStyle: long)}}",
  price: {
    month: "{{amount, number(style: currency)}} a month (as of {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    "month-and-once":
      "{{amount, number(style: currency)}} a month and {{once, number(style: currency)}} once (as of {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
    free: "At no charge (as of {{date, datetime(timeZone: UTC; dateStyle: medium)}})",
  },
  busy: {
    "check-site": "Checking the line …",
    "ask-router": "Asking the router what it offers …",
    "reach-device": "Trying whether the device answers …",
    "open-forward": "Opening the port in the router …",
    "close-forward": "Closing the port in the router …",
    "look-at-forward": "Looking whether the router still holds it …",
    prove: "Testing from outside …",
    "look-up-name": "Looking up the name …",
    "measure-servers": "Measuring the way to the firm's servers …",
    "look-at-server": "Logging in at the server …",
    "trust-server": "Keeping the server's key …",
    "make-keys": "Making the keys …",
    "apply-to-server": "Telling the server …",
    "probe-wireguard": "Asking the hub for a handshake …",
    "open-live": "Opening the tunnel from this laptop …",
    "close-live": "Closing this laptop's tunnel …",
    "prove-through": "Asking the devices through the tunnel …",
    "look-at-mesh": "Reading the mesh VPN's status …",
    "probe-legacy-vpn": "Asking the VPN server …",
  },
  trouble: {
    "strange-result": "The answer does not fit what was asked. Do it again.",
    "not-its-own": "What was under way does not belong to this step, so it is not done. Go on from here.",
    cancelled: "Stopped before it was finished. Doing it again does no harm.",
    unexpected: "That went wrong in a way that Farsite does not know: {{detail}}. Do it again.",
  },
  refused: {
    "first-step": "This is the first step.",
    "nothing-to-repeat": "Nothing was interrupted here.",
    "under-way": "Something is still to be finished here: do it again, or go back.",
    "other-step": "This walk-through has moved on meanwhile. Here is where it is now.",
    values: "Something is missing or does not fit. Fill in the fields that are needed.",
    "is-over": "This walk-through is over. Begin it anew to change something.",
    "other-version": "Another version of Farsite wrote this walk-through, so this one does not go on with it.",
  },
  otherVersion: {
    title: "Written by another version of Farsite",
    lead: "This version can't read where this walk-through stands. Update Farsite and go on; or give it up and begin anew.",
  },
};
