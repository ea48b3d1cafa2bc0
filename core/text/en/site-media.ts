/** Watching a site's cameras through the firm's media relay. */
export const siteMedia = {
  noRelay:
    "{{name}} has no media relay. Switch it on on the Servers page (MediaMTX), and bring the set-up onto the server.",
  unreached: "The tunnel does not lead there, so nobody can watch it: {{names}}. Add its port to the tunnel first.",
  noLogin: "This laptop does not hold the camera's password: {{names}}. The server keeps the one that it has.",
  oneLogin:
    "go2rtc has one login for all cameras of all sites. For customers take MediaMTX: there each viewer has their own.",
  onServer:
    "{{name}} gets the cameras' passwords, in a file that only root and the relay can read. Whoever rules that server can watch and log in there: make a login at the camera that may only watch.",
  ownCertificate:
    "The server signs its own certificate: the browser warns at the first visit. Let's Encrypt is not set up by Farsite for it yet.",
};
