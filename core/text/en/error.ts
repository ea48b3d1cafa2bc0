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
  REVISION_NOT_FOUND: {
    title: "This state of the survey is not here.",
    next: "Go back to the site and open its history again.",
  },
  CHANGE_IMPOSSIBLE: {
    title: "This can't be taken back by itself.",
    next: "{{detail}}",
  },
  CONFLICT_NOT_FOUND: {
    title: "This conflict is settled already.",
    next: "Open the site again to see which version was chosen.",
  },
  TEMPLATE_NOT_FOUND: {
    title: "This template is gone.",
    next: "Choose another one; somebody removed it.",
  },
  NOT_A_PHOTO: {
    title: "This is not a picture that can be kept.",
    next: "Use a JPEG, PNG or WebP file, or take the picture again. Details: {{detail}}",
  },
  PHOTO_MISSING: {
    title: "This picture is not on this laptop yet.",
    next: "It comes with the next exchange with the laptop that took it, or with the office.",
  },
  NOT_A_PACKAGE: {
    title: "This file can't be taken in.",
    next: "It is damaged, was changed on the way, or is no .farsite file. Nothing was changed here. Ask for it once more. Details: {{detail}}",
  },
  PACKAGE_NEWER: {
    title: "This file was made by a newer Farsite.",
    next: "Update Farsite on this laptop (the file needs version {{found}}, this one reads up to {{known}}). Nothing was changed here.",
  },
  TRANSFER_NOT_FOUND: {
    title: "This file is no longer open.",
    next: "Open it once more.",
  },
  NOT_A_CARD: {
    title: "This is not the card of a laptop.",
    next: "Ask your colleague for it once more: Settings, This laptop, Show card. Details: {{detail}}",
  },
  COLLEAGUE_NOT_FOUND: {
    title: "This laptop is not known here.",
    next: "Add your colleague's card first: Settings, Laptops, Add a colleague.",
  },
  COLLEAGUE_NOT_CONFIRMED: {
    title: "Nobody has confirmed yet that {{laptop}} is your colleague's laptop.",
    next: "Compare its fingerprint with your colleague, then confirm it: Settings, Laptops.",
  },
  NOT_A_HANDOVER: {
    title: "This holds no handed-over passwords.",
    next: "It is damaged or something else. Ask your colleague to hand them over once more. Details: {{detail}}",
  },
  HANDOVER_NOT_FOR_US: {
    title: "These passwords were handed over to another laptop.",
    next: "Only that laptop can open them. Show your colleague the card of this one and ask again.",
  },
  HUB_NOT_CONFIGURED: {
    title: "No team server is set up.",
    next: "Enter its address in the settings, under Team.",
  },
  HUB_UNREACHABLE: {
    title: "The team server does not answer.",
    next: "Your work is safe on this laptop and goes over by itself once the line is there. If it stays so, check the address {{hub}}. Details: {{detail}}",
  },
  HUB_REFUSED: {
    title: "The team server refused this login.",
    next: "Check user name and password of {{hub}} in the settings; whoever runs the server can make a new one. Details: {{detail}}",
  },
  HUB_NOT_SET_UP: {
    title: "This server is not prepared for this Farsite.",
    next: "Whoever runs {{hub}} has to prepare it, also after an update: farsite hub init. Nothing on it is lost by that. Details: {{detail}}",
  },
  HUB_NEWER: {
    title: "The team server is meant for a newer Farsite.",
    next: "Update Farsite on this laptop. The server {{hub}} has version {{found}}, this one knows up to {{known}}. Your work stays safe here.",
  },
  SYNC_ALREADY_RUNNING: {
    title: "The exchange with the team server is already running.",
    next: "Wait until it is through.",
  },
  STORE_READ_ONLY: {
    title: "The surveys on this laptop are damaged and can only be read.",
    next: "Nothing more is written until they are repaired: Settings, Storage, Repair. The damaged file {{file}} is kept. Details: {{detail}}",
  },
  VAULT_LOCKED: {
    title: "The passphrase safe is locked.",
    next: "Enter its passphrase on the page Passwords.",
  },
  VAULT_DAMAGED: {
    title: "The passphrase safe can't be read: {{file}}",
    next: "Farsite has not changed it. Put back a copy of this file if you have one, or begin a new safe; the damaged file is kept. Details: {{detail}}",
  },
  PASSPHRASE_WRONG: {
    title: "This passphrase is not right.",
    next: "Mind capital letters and the keyboard's language, and try again.",
  },
  PASSPHRASE_NEEDED: {
    title: "This file is protected by a passphrase.",
    next: "Enter the one that was chosen when it was made.",
  },
  ACCOUNT_NOT_FOUND: {
    title: "This login is no longer in the survey.",
    next: "Open the site again; somebody removed it.",
  },
  DISK_FULL: {
    title: "The disk is full, so nothing more can be saved in {{folder}}.",
    next: "Free some space, then save again. What is on the screen is still here; you can also export it.",
  },
  STORE_DAMAGED: {
    title: "The file with your sites is damaged: {{file}}",
    next: "Farsite has not changed it. Repair it: Settings, Storage, Repair. A sound file is made of all that can be read, and the damaged one is kept.",
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
    next: "The page Passwords says what to do on this system, and offers a passphrase safe instead. Nothing was stored.",
  },
  KEYCHAIN_LOCKED: {
    title: "The keychain is locked.",
    next: "Unlock it, then try again. The page Passwords says how on this system. Nothing was stored.",
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
  WALK_NOT_FOUND: {
    title: "This walk-through is no longer in the survey.",
    next: "Open the site again and begin it anew.",
  },
  FORWARD_NOT_FOUND: {
    title: "This port forward is no longer in the survey.",
    next: "Open the site again. Whether the router still holds it is told by the next check.",
  },
  SERVER_NOT_FOUND: {
    title: "This laptop does not know that server.",
    next: "Take it in from a colleague's laptop (Servers, Import), or add it.",
  },
  SERVER_REFUSED: {
    title: "The server did not take it: {{detail}}",
    next: "Nothing was changed there. Look at the server's page: it says how to get in and what is missing.",
  },
  HOST_KEY_NOT_COMPARED: {
    title: "The server's new key was not compared.",
    next: "Open the server's page and paste the fingerprint that its own console shows; only the same one is accepted.",
  },
  HOST_KEY_UNKNOWN: {
    title: "The key of {{server}} is not known yet, so nothing at a site could tell it from a stranger.",
    next: "Open the server's page (Servers), look at it once and compare its key there.",
  },
  SERVER_HAS_OTHERS: {
    title: "The server lets in others that no survey on this laptop knows: {{addresses}}. Nothing was changed.",
    next: "They are a colleague's as a rule, and would be cut off: take in the colleague's surveys first. Only if nobody needs them, drop them on the server's page.",
  },
  ADDRESSES_CLASH: {
    title: "Two want the same addresses, so nothing can be written: {{detail}}",
    next: "The address plan (Servers) says who they are and what to change.",
  },
  SERVER_KEY_NOT_HERE: {
    title: "This laptop does not have the server's key for that.",
    next: "In the keychain of the laptop that added the server it is called “{{entry}}”. Take it in from there (Servers, Export with a passphrase, then Import here). If no laptop has it, add the server anew: that makes new keys.",
  },
  SITE_KEY_NOT_HERE: {
    title: "The site's key is not on this laptop.",
    next: "In the keychain of the laptop that made the tunnel it is called “{{entry}}”. Let that laptop hand it over (the site's passwords, Hand over). If nobody has it, remove the tunnel and go through its walk again: that makes a new key.",
  },
  DEVICE_KEY_NOT_HERE: {
    title: "This device's key is not on this laptop.",
    next: "It was made on the device itself, or on another laptop, where it is called “{{entry}}” in the keychain: show the code there. If it is lost, take the device out and add it anew: that makes a new key.",
  },
  TUNNEL_NOT_FOUND: {
    title: "This tunnel is no longer in the survey.",
    next: "Open the site again.",
  },
  NOT_SERVERS: {
    title: "This file can't be taken in: {{detail}}.",
    next: "Choose a file that was written with Servers, Export, and enter the passphrase it was written with.",
  },
  PROOF_NOT_FOUND: {
    title: "This test from outside is not on this computer.",
    next: "Choose one from the site's page.",
  },
  BACKUP_NOT_HERE: {
    title: "The router's settings file is not on this laptop.",
    next: "It stays on the laptop that saved it, and leaves it with nobody. Ask your colleague for it, or save it anew from the router's pages.",
  },
  VANTAGE_NEEDED: {
    title: "This needs a test server of your firm's outside, and none is set up.",
    next: "Set one up: Settings, Test server outside. Without one, a telephone on mobile data can prove the way.",
  },
  VANTAGE_FAILED: {
    title: "The test server {{vantage}} could not do it.",
    next: "That proves nothing, neither way. Try the server out (Settings, Test server outside), then test again. Details: {{detail}}",
  },
  PROOF_ALREADY_RUNNING: {
    title: "The test from outside could not be started: one is already running.",
    next: "It runs in another tab or window of Farsite. Wait for it, or end it there.",
  },
  REHEARSAL_ALREADY_RUNNING: {
    title: "The rehearsal could not be started: one is already running.",
    next: "It runs in another tab or window of Farsite. Wait for it, or stop it there.",
  },
  NOT_KNOWLEDGE: {
    title: "This file holds no entries of the knowledge base.",
    next: "Choose a file that Farsite exported. Nothing was changed here. Details: {{detail}}",
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
