/** What speaks against opening a port to the internet: `core/walk/risk.ts`. */
export const risk = {
  "exploited-firmware": {
    title: "Its firmware has flaws that attackers use right now: {{cves}}",
    whatToDo:
      "Update the firmware first. Opened as it is, the device is likely to be taken over within days (register as of {{asOf}}).",
  },
  "exploited-unknown": {
    title: "Attackers use flaws of this maker ({{cves}}), and its firmware is not known",
    whatToDo:
      "Read the firmware in the device and compare it with the maker's list. Until then count it as affected (register as of {{asOf}}).",
  },
  "exploited-check": {
    title: "Attackers use flaws of this maker ({{cves}}); whether this firmware has them is not certain",
    whatToDo: "Compare model and firmware with the maker's list before you open it (register as of {{asOf}}).",
  },
  "device-unknown": {
    title: "What stands at this address was not looked at, so its risks are not known",
    whatToDo: "Search for devices first: then model, firmware and known flaws are checked.",
  },
  "not-activated": {
    title: "It has no password yet: whoever comes first owns it",
    whatToDo: "Activate it with a strong password before anything is opened.",
  },
  "factory-password": {
    title: "It still has the factory's password",
    whatToDo: "Change it now. Programs that try factory passwords find an open port within hours.",
  },
  "password-unknown": {
    title: "Whether it still has the factory's password is not known",
    whatToDo: "Have it changed by whoever has the login, then choose again.",
  },
  "open-without-login": {
    title: "It shows pictures without a password",
    whatToDo: "Switch on authentication for streams and pictures in the device. Opened as it is, everybody can watch.",
  },
  "remote-shell": {
    title: "{{transport}} {{port}} is a command line into the device",
    whatToDo: "Leave it closed. Nobody needs it to watch; use a VPN for maintenance.",
  },
  takeover: {
    title: "{{transport}} {{port}} is for screens, files or databases",
    whatToDo: "Leave it closed and use a VPN: such ports are attacked all the time.",
  },
  control: {
    title: "{{transport}} {{port}} controls equipment without a password",
    whatToDo: "Leave it closed and use a VPN: whoever finds it can switch and program what is behind it.",
  },
  "never-forward": {
    title: "{{transport}} {{port}} is not to be opened to the internet, by the maker or by good practice",
    whatToDo: "Choose the port that the use needs instead, or use a VPN.",
  },
  "plain-http": {
    title: "The page on {{transport}} {{port}} is not encrypted",
    whatToDo:
      "Switch HTTPS on in the device and forward that port instead. Otherwise the password can be read on the way.",
  },
  "plain-rtsp": {
    title: "The stream on {{transport}} {{port}} is not encrypted",
    whatToDo:
      "Use the maker's app or RTSP over TLS where the device has it. Otherwise the picture can be seen on the way.",
  },
  "plain-ftp": {
    title: "FTP on {{transport}} {{port}} sends passwords in plain text",
    whatToDo: "Leave it closed, or use SFTP over a VPN.",
  },
  "old-firmware": {
    title: "Its firmware is years old ({{firmware}})",
    whatToDo:
      "Look for an update on the maker's page. Firmware that nobody mends any more does not belong on the internet.",
  },
  "makers-protocol": {
    title: "{{transport}} {{port}} is the maker's own protocol",
    whatToDo:
      "Attackers know these protocols well. Keep the firmware up to date, and take the encrypted port where the app can use it.",
  },
  "firmware-unknown": {
    title: "Its firmware is not known",
    whatToDo: "Read it in the device and compare it with the newest on the maker's page.",
  },
  "certificate-expired": {
    title: "Its certificate has ended",
    whatToDo: "Make a new one in the device, or people get used to clicking warnings away.",
  },
  "certificate-self-signed": {
    title: "It made its own certificate: browsers will warn",
    whatToDo: "Usual for recorders. Whoever logs in compares the certificate once, and is careful when it changes.",
  },
  "upnp-on": {
    title: "It opens ports on the router by itself (UPnP on)",
    whatToDo: "Switch UPnP off in the device: otherwise more may be open than is chosen here.",
  },
  "cloud-on": {
    title: "The maker's cloud is on as well",
    whatToDo: "Two ways in are twice the risk. Switch the one off that nobody uses.",
  },
};
