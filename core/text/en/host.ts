export const site = { unnamed: "Site of {{when}}" };

export const doctor = {
  item: {
    node: "Runtime",
    "data-folder": "Data folder",
    database: "Database",
    keychain: "Keychain",
    ping: "Ping program",
    network: "Network",
    report: "PDF engine",
    "leftover-mappings": "Leftover test entries in routers",
  },
  state: { ok: "OK", warning: "Attention", problem: "Problem" },
  detail: {
    database_one: "{{file}}: {{count}} site",
    database_other: "{{file}}: {{count}} sites",
    keychain: "can be used",
    leftovers: "{{removed}} removed, {{waiting}} waiting",
    noLeftovers: "none left",
  },
  fix: {
    "data-folder": "Check the folder's permissions, or set FARSITE_DATA to a folder of yours.",
    database: "Repair it in the window: Settings, Storage, Repair. The damaged file is kept.",
    keychain: "Checks work without it. To keep passwords, unlock or install the keychain of this computer.",
    ping: "Checks work without it, but can't tell who owns the public address. Install the system's ping program.",
    network: "Plug in a cable or join the customer's Wi-Fi.",
    report: "Install Farsite again: a part of it is missing.",
    "leftover-mappings": "They run out by themselves; Farsite also removes them at its next start on that network.",
  },
};

/** What the browser shell prints in the terminal. */
export const serve = {
  openAt: "Farsite is ready in your browser. If it did not open by itself, open this address (it works once):",
  alreadyRunning: "Farsite is already open on this computer. Here is a fresh address to it (it works once):",
  stop: "Press Ctrl-C to end Farsite.",
};
