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
    agent:
      "Install its agent on a computer at the site that is never switched off. A recorder or camera that has the agent built in will do as well.",
    "no-box":
      "Nothing there stays on? Then this needs a box first: a small computer, or a NAS that can run the agent. Where none may be added, take a VPN on the router itself, or the maker's cloud.",
    cloudflare: {
      domain:
        "For a web page in the browser the customer needs a domain of their own that is run at Cloudflare. For viewing with Cloudflare's own app none is needed.",
      box: "In Cloudflare's Zero Trust pages make a tunnel, and install its connector (cloudflared) as a service on a small computer at the site that stays on. The command that the page shows holds the tunnel's token: type it there, and keep it nowhere else.",
      out: "The connector calls out to port 7844, by UDP or TCP. A line that lets neither out can't use it.",
      web: "Web page: add a public hostname that leads to the device's address and port, and an Access policy before it that lets named people in. Without one everybody sees the device's login page.",
      stream:
        "Video stream or maker's app: that is no web page, and no browser shows it. Either route the site's network into the tunnel and put Cloudflare's app (WARP) on each viewer's device, or run “cloudflared access tcp” on each viewer's computer.",
    },
    address: {
      page: "Take the address from the relay's own page, not from a player that already shows a picture.",
      web: "Web page: the public hostname, and port 443.",
      warp: "Cloudflare's app (WARP): the device's own address and port. Take this laptop away from the site and connect its app first.",
      access:
        "cloudflared access: start it on this laptop (cloudflared access tcp --hostname NAME --url 127.0.0.1:8554), then enter 127.0.0.1 and 8554.",
    },
    proof: {
      login:
        "Where an Access policy asks for a login, it answers in the device's place. Let Farsite's test pass for these minutes, or end without a proof and say so.",
      compare: "From the site's own network Farsite can compare what the relay says with what the device says.",
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
    cloudflare:
      "Read Cloudflare's terms first: under a public hostname its network is meant for web pages, and video without one of its paid video services may be limited or switched off.",
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
