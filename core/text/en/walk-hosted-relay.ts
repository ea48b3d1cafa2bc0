/** A relay that a company runs. */
export const walkHostedRelay = {
  title: {
    product: "Which relay",
    prepare: "Contract and box",
    address: "Where it is reached",
    proof: "Proof through the relay",
    done: "Hand over",
  },
  lead: {
    product:
      "A company runs the relay: its agent at the site calls out, and people reach the device at the company's address.",
    prepare: "{{name}} is set up in its own pages. Do it in this order.",
    address: "Enter what the relay's own page shows, and which device it leads to.",
    proof: "Farsite calls the relay's address from this laptop and asks the device in its own protocol.",
    "proof-good": "The device answered through the relay. The test is kept in the survey.",
    done: "The device is reached through {{name}} from now on.",
  },
  do: {
    account:
      "Open the account in the customer's name, with the customer's e-mail and payment, and switch two-step login on.",
    agent: "Install its agent on a computer at the site that is never switched off.",
    cloudflare: {
      domain: "The customer needs a domain of their own that is run at Cloudflare.",
      box: "Set up its connector (cloudflared) on a small box at the site, as a service.",
    },
    port: "Let it carry only the device's port that is watched, and give the device a password of its own.",
    power: "Give the box power that is not switched off with the lights.",
    "hand-over":
      "Hand the account over: name, e-mail, and who has the second step of the login. Never a password by mail.",
    renew: "Write down when it is paid again: a relay that is not paid is dark the same day.",
    end: "To end it: cancel {{name}}, remove its agent from the box, and take the tunnel off this site's page.",
  },
  another: "Another one",
  use: { stream: "Video stream (RTSP)", web: "Web page", app: "Maker's app" },
  notice: {
    unknown:
      "Nothing is known of this one. Ask it: who can see the pictures, where do they go, what happens when it ends?",
    sees: "Whoever runs the relay could look in where the device does not encrypt by itself. Say so to the customer.",
    cloudflare: "Read Cloudflare's terms on video first: its free service limits it, and may be switched off for it.",
    proven: "Proven: the device answered through the relay.",
    "not-proven": "Not proven: nobody has shown yet that the device answers through the relay.",
  },
  action: {
    next: "Continue",
    prove: "Test through the relay",
    leave: "Leave it unproven",
    finish: "Finish",
  },
  refused: {
    offline:
      "The check of {{date, datetime(timeZone: UTC; dateStyle: medium)}} found no internet here. Without it nothing gets out: see to the line, then check again.",
    product: "Choose a relay, or enter the name of another one.",
    "not-customers": "The account has to be the customer's own. Otherwise the customer loses the pictures with you.",
    host: "Enter the name or address alone, such as r7.relay.example: no https://, no path.",
    device: "That is no address of a device here. Enter one like 192.168.1.64.",
    "not-proven": "The device has not answered through the relay. Test again, or say why it is left.",
    "no-reason": "Say in a few words why.",
  },
  field: {
    product: "Relay",
    name: "Name of another one",
    owner: "The contract is with",
    isCustomers: "The account is the customer's own",
    host: "The relay's name or address",
    port: "The relay's port",
    use: "What for",
    deviceAddress: "The device's address at the site",
    devicePort: "The device's port",
    noProof: "Why it stays unproven",
  },
  hint: {
    name: "Only if it is not in the list",
    host: "Without https:// and without a path",
    deviceAddress: "For example 192.168.1.64",
    noProof: "For example: the contract begins next week",
  },
};
