/** OpenVPN, IPsec and L2TP: `core/vpn/legacy`. */
export const legacyVpn = {
  openvpn: {
    "runs-programs":
      "Line {{line}} starts a program or writes a file on the router: {{words}}. Farsite leaves it out and never runs it.",
    "whole-traffic":
      "Line {{line}} sends everything of the site through the server ({{words}}): its internet would be as slow as the tunnel, and stop with it. Left out; only the firm's networks go through.",
    compression:
      "Line {{line}} compresses before encrypting ({{words}}): lengths then tell what was sent (VORACLE). Left out.",
    "old-cipher": "Line {{line}} uses a broken cipher ({{words}}). Have the profile made anew with AES-256-GCM.",
    "no-cipher": "Line {{line}} switches encryption off ({{words}}). Don't use this profile.",
    "old-digest": "Line {{line}} uses an outdated checksum ({{words}}). SHA256 is right.",
    "server-not-checked":
      "The profile doesn't say whom to believe: anybody with a certificate of the same authority could play the server. Add “remote-cert-tls server”.",
    "password-inside": "Line {{line}}: user name and password stand in the file. Whoever has the file has the access.",
    "static-key":
      "Line {{line}} uses one key for ever: who finds it can read everything that was ever recorded. Have the profile made anew with certificates.",
    expired: "A certificate in the profile has expired: the server will refuse it. Have it made anew.",
    "expires-soon": "A certificate in the profile expires within 60 days. Have it made anew before then.",
    unreadable: "Line {{line}} can't be read. Left out.",
  },
  value: {
    server: "Server",
    kind: "Kind of VPN",
    "ike-version": "IKE version",
    "local-id": "Local ID (this site), type FQDN",
    "remote-id": "Remote ID (server)",
    psk: "Pre-shared key",
    "local-network": "Local network",
    "remote-network": "Remote networks",
    "phase-1": "Phase 1 (IKE)",
    "phase-2": "Phase 2 (ESP)",
    "nat-t": "NAT traversal",
    dpd: "Dead peer detection",
    user: "User name",
    password: "Password",
  },
  trait: {
    pptp: "PPTP is broken: its encryption is opened within a day. Don't use it.",
    "l2tp-plain": "L2TP without IPsec encrypts nothing: pictures and passwords are readable on the way. Don't use it.",
    "l2tp-ipsec":
      "L2TP/IPsec works through few NATs and only for one device behind each. Take IKEv2, OpenVPN or WireGuard if the router has them.",
    "ikev1-aggressive":
      "IKEv1 aggressive mode shows a scrambled form of the key to anybody who asks; short keys are guessed from it. Don't use it.",
    ikev1: "IKEv1 is outdated (RFC 9395). Choose IKEv2 if the router has it.",
    "3des": "3DES is outdated and slow. Choose AES-256.",
    "dh-2": "DH group 2 (1024 bits) can be broken by those with money. Choose group 14 or higher.",
    sha1: "SHA-1 is outdated. Choose SHA-256.",
    "fritzbox-ipsec": "A FRITZ!Box speaks IPsec only as IKEv1. From FRITZ!OS 7.50 it has WireGuard: use that.",
  },
  reach: {
    "openvpn-answers": "OpenVPN answers at {{transport}} port {{port}}.",
    "ike-answers": "IPsec answers at {{transport}} port {{port}}.",
    refused:
      "Nothing listens at {{transport}} port {{port}} of the server. Start the service there, or open the port in its firewall.",
    unreachable: "There is no way from here to the server for {{transport}} port {{port}}.",
    "other-program": "Another program answers at {{transport}} port {{port}}, not OpenVPN.",
    closed:
      "{{transport}} port {{port}} takes connections and ends them. A server with tls-crypt does so with strangers: give Farsite its key to be sure.",
    "wrong-key":
      "{{transport}} port {{port}} takes connections and ends them: another tls-crypt key, a wrong clock, or no OpenVPN.",
    blocked:
      "No answer at {{transport}} port {{port}}: this site's line or the server's firewall blocks it, or the service is down.",
    "silent-or-blocked":
      "No answer at {{transport}} port {{port}}. A server with tls-auth or tls-crypt is silent to strangers, so this proves nothing: give Farsite its key.",
    "use-tcp": "UDP doesn't come through, TCP does: use the TCP profile. It is slower on bad lines.",
    "nat-t":
      "IPsec goes in UDP port 4500 (NAT traversal). ESP without it can't be tested from a laptop, and isn't needed.",
    "only-500":
      "Port 500 comes through, port 4500 doesn't: the tunnel would come up and carry nothing. Open UDP 4500, or use OpenVPN on TCP 443.",
    "only-4500": "Port 4500 comes through, port 500 doesn't: most routers begin at 500. Open UDP 500 as well.",
  },
};
