import type { ContractErrorCode } from "../../contract/errors.ts";

type ErrorText = { title: string; next: string };

/** One plain sentence and one next step per error code of the contract. */
export const error: Record<ContractErrorCode, ErrorText> & { UNEXPECTED: ErrorText; DISCONNECTED: ErrorText } = {
  BAD_INPUT: { title: "That entry can't be used: {{detail}}", next: "Correct it and try again." },
  SITE_NOT_FOUND: { title: "There is no site “{{site}}” on this computer.", next: "Choose a site from the list." },
  CHECK_NOT_FOUND: { title: "That check is not on this computer.", next: "Choose a check from the site's list." },
  OTHER_NETWORK: {
    title: "This laptop is at another router than that check was.",
    next: "Connect it to that site's network again, or run a whole check here.",
  },
  NOTHING_TO_SAVE: {
    title: "This check is no longer waiting to be saved.",
    next: "If it is not in the list of sites, keep it as a file.",
  },
  CHECK_ALREADY_RUNNING: {
    title: "The check could not be started: one is already running.",
    next: "It runs in another tab or window of Farsite. Wait for it, or cancel it there.",
  },
  SCAN_NOT_FOUND: {
    title: "That search for devices is not on this computer.",
    next: "Choose one from the site's page.",
  },
  SCAN_ALREADY_RUNNING: {
    title: "The search could not be started: one is already running.",
    next: "It runs in another tab or window of Farsite. Wait for it, or cancel it there.",
  },
  RANGE_NOT_ALLOWED: {
    title: "“{{range}}” is not a range that Farsite searches.",
    next: "Enter private addresses of this site, for example 192.168.1.0/24, at most as wide as /16.",
  },
  RESCUE_IMPOSSIBLE: {
    title: "A second address would not help here: {{detail}}",
    next: "Connect the laptop to the device's own network, or change the device's address with the maker's tool.",
  },
  RESCUE_REFUSED: {
    title: "This computer did not take the second address: {{detail}}",
    next: "Run the command as administrator yourself: {{command}}",
  },
  DISK_FULL: {
    title: "The disk is full, so nothing more can be saved in {{folder}}.",
    next: "Free some space, then save again. What is on the screen is still here; you can also export it.",
  },
  STORE_DAMAGED: {
    title: "The file with your sites is damaged: {{file}}",
    next: "Farsite has not changed it. Copy the file to a safe place and restore your last backup.",
  },
  STORE_NEWER: {
    title: "Your sites were saved by a newer Farsite (data version {{found}}, this one knows {{known}}).",
    next: "Install the newer Farsite on this computer. Nothing was changed.",
  },
  STORE_BUSY: {
    title: "Another Farsite window is writing right now.",
    next: "Try again in a moment. If it stays like this, close the other Farsite.",
  },
  FOLDER_NOT_WRITABLE: {
    title: "Farsite may not write in {{folder}}.",
    next: "Check the folder's permissions, or start Farsite with FARSITE_DATA set to a folder of yours.",
  },
  KEYCHAIN_MISSING: {
    title: "This computer has no keychain that Farsite can reach, so passwords can't be kept.",
    next: "On Linux, install and start GNOME Keyring or KWallet (Secret Service). Nothing was stored.",
  },
  KEYCHAIN_LOCKED: {
    title: "The keychain is locked.",
    next: "Unlock it (log in to your desktop again, or open your password manager), then try again. Nothing was stored.",
  },
  KEYCHAIN_TIMEOUT: {
    title: "The keychain did not answer within {{seconds}} seconds.",
    next: "Look for a password prompt behind this window, answer it, and try again.",
  },
  SECRET_TOO_LONG: {
    title: "That password is too long for this computer's keychain ({{bytes}} of at most {{maxBytes}} bytes).",
    next: "Use a shorter one.",
  },
  SECRET_NOT_FOUND: {
    title: "No password is kept for this.",
    next: "It may have been removed in the keychain itself. Type it in again to keep it.",
  },
  REPORT_FAILED: {
    title: "The PDF could not be made.",
    next: "Your check is safe. Try again; if it fails again, run the doctor and send its output to support.",
  },
  NOT_A_RECORDING: {
    title: "That file is not a recorded Farsite check.",
    next: "Choose a file saved with “survey --json” or exported from Farsite.",
  },
  UNEXPECTED: {
    title: "Something went wrong inside Farsite.",
    next: "What was saved is safe. Try again; if it happens again, run the doctor and send its output to support.",
  },
  DISCONNECTED: {
    title: "The connection to Farsite was lost.",
    next: "What you see stays here as long as you don't reload. If Farsite has ended, start it again.",
  },
};
