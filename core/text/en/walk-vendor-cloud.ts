/** The maker's cloud, switched on so that it belongs to the customer and can be left again. */
export const walkVendorCloud = {
  title: {
    device: "Which device",
    account: "Whose account",
    "switch-on": "Switch it on",
    encryption: "Encryption code",
    sharing: "Who may watch",
    exit: "The way out",
    acceptance: "Accepted by name",
    done: "The device is in the cloud",
  },
  lead: {
    device: "The device calls the maker's servers by itself; nothing is opened in the router. Which one is it to be?",
    account:
      "The account belongs to the customer, with the customer's own e-mail address and telephone. In the installer's account the customer loses the recorder when the installer goes.",
    "switch-on":
      "Switch the service on in the device's own settings, then wait until the device itself says that it is online.",
    encryption:
      "Most makers encrypt pictures with a code that stands on the device or is set there. Without it, whoever gets into the account sees everything.",
    sharing:
      "Everybody gets access of their own by the app's sharing. A password that was passed on can never be taken back from one alone.",
    exit: "Plan the end now: accounts get lost, customers change their installer, and makers switch services off.",
    done: "{{device}} is reached by {{cloud}}.",
  },
  refused: {
    "not-wished":
      "The customer wants no cloud; it stands in the wishes of this site. Change that first if it is no longer so.",
    offline:
      "At the check of {{date, datetime(timeZone: UTC; dateStyle: long)}} this site had no internet, and without it no device reaches its cloud. Get the line going and check again.",
    "no-device": "Choose the device, or enter what it is called.",
    "no-cloud": "Enter the name of the maker's cloud or app: for this device it is not in the book.",
    "not-customers": "Set the account up in the customer's name first. The walk-through goes on only with that.",
    "code-with-nobody": "Enter who keeps the code. Without it nobody sees a picture on a new telephone.",
    "password-shared":
      "Share by the app, not by passing the password on. If that was done already, change the password first.",
    "not-told": "Tell the person who accepts it who can see the pictures and where they lie, then confirm it.",
  },
  "cloud-is": "Cloud: {{cloud}}",
  "cloud-unknown": "The maker's cloud is not in the book",
  outcome: { online: "Online" },
  factory: {
    on: "On: it may have been calling out all along",
    off: "Off",
    varies: "Differs by model and firmware",
    unknown: "Not known: look before you switch",
  },
  encryption: {
    on: "On, with a code of its own",
    off: "Off",
    "not-offered": "The device offers none",
  },
  "end-to-end": {
    yes: "By the maker's word the pictures are encrypted all the way; it cannot look in.",
    no: "The pictures are not encrypted all the way: the maker could look in.",
    some: "Only some models or settings encrypt all the way.",
    unknown: "Whether the maker could look in is not known.",
  },
  risk: {
    on: "{{device}} is reached through {{cloud}}. Its maker knows who watches when, and whoever gets into the account or the maker's servers may reach the device. The pictures are protected by the encryption code. If the maker ends the service, access from outside ends with it.",
    off: "{{device}} is reached through {{cloud}} without picture encryption. Its maker, and whoever gets into the account or the maker's servers, can see the pictures. If the maker ends the service, access from outside ends with it.",
    "not-offered":
      "{{device}} is reached through {{cloud}}; the device offers no picture encryption of its own. Its maker, and whoever gets into the account or the maker's servers, can see the pictures. If the maker ends the service, access from outside ends with it.",
  },
  cause: {
    dns: "No name server: enter the router's address or 9.9.9.9 in the device's network settings.",
    clock: "A wrong clock: servers refuse a device that is years off.",
    gateway: "No gateway: the device has a fixed address and does not know the router.",
    firewall: "A firewall lets it not out: give the list below to whoever looks after it.",
    serial: "The device is still bound to somebody else's account, often the installer's before you.",
  },
  field: {
    device: "Device",
    name: "Device",
    cloud: "Maker's cloud or app",
    owner: "Account owner",
    email: "Account's e-mail address",
    isCustomers: "The account is in the customer's name, on the customer's own e-mail or telephone",
    secondFactor: "Two-step login is switched on",
    state: "Picture encryption",
    codeWith: "Who keeps the code",
    people: "Who has access, and to what",
    noPasswordsShared: "Everybody has an access of their own; no password was passed on",
    worksWithout: "Tried: live picture and recordings work on site without the cloud",
    whoUnbinds: "Who takes the device out of the account one day",
    acceptedBy: "Accepted by",
    role: "Role",
    language: "In which language it was read out",
    note: "Note",
    isTold: "This person was told who can see the pictures",
  },
  hint: {
    name: "For example “Recorder office”",
    cloud: "As the app is called",
    email: "Never the password: that belongs into the customer's hands, or into the passwords of this site",
    codeWith: "A person, or a place such as “safe in the office”; never the code itself",
    people: "One line each, for example “Ms Lindner: all; shift leader: yard only”",
    whoUnbinds: "The owner, by the app; while the account is still there",
    language: "The report shows it word for word",
  },
  fact: {
    cloud: "Cloud",
    apps: "Apps",
    menu: "In the device's menu",
    factory: "From the factory",
    outbound: "Lets it out (for the firewall)",
    "who-sees": "Who can see the pictures",
    "data-location": "Where the data lie",
    account: "Account owner",
    people: "Access",
  },
  notice: {
    "unknown-cloud": "The makers of these devices have no cloud in the book. Enter its name as the app is called.",
    offline: "The device does not reach its cloud. The usual causes, the likeliest first:",
    "ports-blocked":
      "The check could not get out by {{ports}}, which this cloud uses. Have the firewall let it out, or the device stays offline.",
    "end-to-end-unknown": "Whether the maker can look into the pictures is not known. Count with it.",
    "exit-unknown":
      "How a device is taken out of this account is not in the book. Look in the app for “delete device” or “unbind” now, while the account is there.",
    "not-stated": "Who can see the pictures and where the data lie is not in the book. Say so to whoever accepts it.",
    "local-untested":
      "That it works on site without the cloud has not been tried. If the service ends, that is all that is left.",
    "no-second-factor": "Without two-step login one guessed password opens every camera.",
    over: "The route is now the maker's cloud.",
  },
  do: {
    account: {
      app: "Have the customer install the app of {{cloud}} on their own telephone.",
      own: "The customer registers with their own e-mail address or telephone number.",
      password: "The customer chooses the password and types it in; you look away.",
      second: "Switch two-step login on where the app has it.",
    },
    "switch-on": {
      network: "In the device's network settings: address, gateway and name server must be there.",
      clock: "Set the clock, best from the network (NTP).",
      menu: "Switch the service on in the menu named below.",
      find: "Find {{cloud}} in the device's network or platform settings and switch it on.",
      status: "Wait until the device itself shows “online”; that can take some minutes.",
      add: "Have the customer add the device in the app, by QR code or serial number.",
    },
    encryption: {
      on: "Switch picture encryption on in the device.",
      "own-code": "Set a code of your own: the one on the label can be read by anybody who stands before it.",
      keep: "Write it down for the customer, and keep it with the site's passwords; never in a note.",
    },
    sharing: {
      share: "Use “share” in the app for everybody who is to watch; each with an account of their own.",
      rights: "Give each only the cameras and rights they need: live, playback, no settings.",
      installer:
        "If you need access for service, let it be shared with your firm's account as well, so that the customer can end it.",
    },
    exit: {
      unbind: "Taking it out: the owner deletes the device from the account. Only then can somebody else add it.",
      "lost-account":
        "Account lost: the maker frees the device only against a proof of purchase; keep the invoice and a photo of the label.",
      "end-of-service":
        "End of the service: watching from outside ends, recording goes on. The next way is then a VPN or a relay.",
      "test-local":
        "Unplug the internet for a minute and look on site: live picture and recordings must still be there.",
    },
    done: {
      mobile:
        "Look at the picture on the customer's telephone over mobile data, with Wi-Fi off: that is the test that counts.",
      close: "Take out port forwards that were there for the app: the cloud needs none.",
      report: "Owner, access and acceptance go into the handover report.",
    },
  },
  language: { en: "English", de: "German" },
  action: {
    next: "Next",
    online: "The device shows “online”",
    offline: "It stays offline",
    finish: "Finish",
  },
};
