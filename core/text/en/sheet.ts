/** The customer's sheet of passwords, as an encrypted PDF. */
export const sheet = {
  title: "Passwords: {{site}}",
  kind: "Sealed sheet of passwords",
  for: "For",
  from: "Made by",
  made: "Made on",
  warning: "This sheet opens your security system. Keep it like a key.",
  adviceStore:
    "Print it once and lock it away, or keep the file where only you can open it. Don't send it by e-mail together with its passphrase.",
  advicePass: "The passphrase of this file is told to you in another way. Whoever has both can read everything here.",
  adviceChange:
    "When somebody who knew a password leaves, have it changed and ask for a new sheet. Destroy the old one.",
  userName: "User name",
  noUserName: "none",
  password: "Password",
  changed: "Set on",
  hintSpaces_one: "There is {{count}} space in it.",
  hintSpaces_other: "There are {{count}} spaces in it.",
  hintForeign: "Not on every keyboard: {{characters}}.",
  page: "Page {{page}} of {{pages}}",
  receivedBy: "Received by",
  date: "Date",
  signature: "Signature",
  footer: "Capital and small letters differ. Generated passwords have no 0, O, 1, l or I in them.",
};
