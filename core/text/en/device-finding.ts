/** Findings about the devices of a site and about a scan: what it is, and what to do. Written for installers. */
export const deviceFinding = {
  "duplicate-address": {
    title: "Two devices use {{address}}: this one and {{other}}",
    whatToDo:
      "Unplug one, give the other its own address, then plug the first in again. Until then both drop out now and then.",
  },
  "wrong-subnet": {
    title: "It is in another network ({{address}}) and cannot be opened from here",
    whatToDo:
      "Give the laptop a second address in that network for a moment (Farsite can do that), then set the device's address for this site.",
  },
  "no-dhcp-address": {
    title: "It found no router and gave itself {{address}}",
    whatToDo: "Check its cable and whether the router hands out addresses (DHCP), or set an address in the device.",
  },
  "factory-address": {
    title: "It still has the factory address of {{brand}} ({{address}})",
    whatToDo: "Give it its own address before the next device of this maker is plugged in: that one will want it, too.",
  },
  "no-gateway": {
    title: "It has no gateway, so nobody outside can reach it",
    whatToDo: "Enter the router's address as its gateway. Without one no forward, app or cloud service works.",
  },
  "gateway-elsewhere": {
    title: "Its gateway {{gateway}} is not in its own network ({{network}})",
    whatToDo: "Correct gateway, address or mask in the device. As it is, it cannot be reached from outside.",
  },
  "gateway-unknown": {
    title: "It uses {{gateway}} as its gateway, where no device was found",
    whatToDo: "Perhaps the router was changed. If the router of this site is {{router}}, enter that one.",
  },
  "no-dns": {
    title: "It has no name server (DNS)",
    whatToDo: "Enter the router's address as its name server. Time, e-mail, updates and apps need it.",
  },
  "address-by-dhcp": {
    title: "Its address comes from the router and may change (DHCP)",
    whatToDo:
      "Reserve the address in the router or set it in the device, so that forwards and recorders find it again.",
  },
  "claims-other-mac": {
    title: "It names the hardware address {{mac}}, with which {{other}} answers",
    whatToDo:
      "Usual behind Wi-Fi repeaters and recorders with their own camera ports. Anywhere else find out which device it is.",
  },
  "not-activated": {
    title: "It is not activated: it has no password yet",
    whatToDo:
      "Give it a strong password now, on its web page or with the maker's tool (SADP, ConfigTool). Until then everybody on this network can take it over.",
  },
  "default-password-ask": {
    title: "Does it still have a default password?",
    whatToDo: "Ask who set it up, or look in the records. Farsite does not try passwords. If in doubt, change it.",
  },
  "clock-hours-off": {
    title: "Its clock is {{hours}} h off: time zone or summer time",
    whatToDo: "Set time zone and summer time in the device, and a time server (NTP).",
  },
  "clock-wrong": {
    title_one: "Its clock is {{count}} minute off",
    title_other: "Its clock is {{count}} minutes off",
    whatToDo:
      "Measured by this laptop's clock. Set the clock and a time server (NTP): recordings with the wrong time are weak evidence.",
  },
  "clock-far-off": {
    title_one: "Its clock is {{count}} day off",
    title_other: "Its clock is {{count}} days off",
    whatToDo:
      "Set the clock and a time server (NTP). If it is wrong again after a power cut, the battery in the device is empty.",
  },
  "exploited-affected": {
    title_one: "Its firmware has a flaw that attackers use: {{cves}}",
    title_other: "Its firmware has {{count}} flaws that attackers use: {{cves}}",
    whatToDo:
      "Update the firmware before anything else, and do not forward ports to it. The maker's list names this model and version (register as of {{asOf}}).",
  },
  "exploited-check": {
    title_one: "Check {{cves}}: attackers use this flaw in devices of this maker",
    title_other: "Check {{cves}}: attackers use these flaws in devices of this maker",
    whatToDo:
      "Compare model and firmware with the maker's list behind the links (register as of {{asOf}}). If it is in the list, or the maker gave it up, update or replace it.",
  },
  "exploited-newer": {
    title: "Its firmware is newer than the fix for {{cves}}",
    whatToDo: "Nothing to do, most likely. For certainty compare it with the maker's list (register as of {{asOf}}).",
  },
  "old-firmware": {
    title_one: "Its firmware is {{count}} year old ({{date}})",
    title_other: "Its firmware is {{count}} years old ({{date}})",
    whatToDo: "Look for an update on the maker's page. If there is none any more, plan its replacement.",
  },
  forwarded: {
    title_one: "A port of the router leads to it: {{ports}}",
    title_other: "{{count}} ports of the router lead to it: {{ports}}",
    whatToDo:
      "Whoever finds the port may try. Delete what nobody needs; better than a forward is a VPN or a relay. Switch UPnP off in the device if it opened the port itself.",
  },
  "telnet-open": {
    title: "Telnet is open (port {{port}})",
    whatToDo: "Switch it off in the device. If it cannot be switched off, update the firmware or replace the device.",
  },
  "console-open": {
    title: "A service port of the maker is open (port {{port}})",
    whatToDo: "In older firmware it gives full control. Update the firmware and never forward this port.",
  },
  "ftp-open": {
    title: "FTP is open (port {{port}})",
    whatToDo: "Switch it off if nobody fetches pictures with it: it sends passwords in plain text.",
  },
  "serial-open": {
    title: "Its serial line can be reached from the whole network (port {{port}})",
    whatToDo:
      "Set a password in the bridge and keep it in a network of its own: what is behind it can usually be programmed over it.",
  },
  "remote-desktop-open": {
    title: "Its screen can be reached over the network (port {{port}})",
    whatToDo: "Leave it on only if somebody needs it, with a password of its own. Never forward this port.",
  },
  "rtsp-without-login": {
    title: "Its live picture can be watched without a password (RTSP)",
    whatToDo: "Switch on authentication for RTSP in the device.",
  },
  "snapshot-without-login": {
    title: "It shows pictures without a password",
    whatToDo: "Switch off access for guests (anonymous viewing) in the device.",
  },
  "media-without-login": {
    title: "It names its streams without a password (ONVIF)",
    whatToDo: "Switch on authentication for ONVIF in the device.",
  },
  "http-only": {
    title: "Its page is only there without encryption (HTTP, port {{port}})",
    whatToDo: "Switch HTTPS on in the device. Otherwise its password can be read along on the network.",
  },
  "certificate-changed": {
    title: "It shows another certificate than last time (port {{port}})",
    whatToDo:
      "Was it reset, updated or replaced? If nobody did that, do not type a password: another device may be answering in its place.",
  },
  "certificate-shared": {
    title_one: "It has the same certificate as {{other}}",
    title_other: "It has the same certificate as {{other}} and others ({{count}} in all)",
    whatToDo: "A key from the factory protects nothing. Make a certificate of its own in the device.",
  },
  "certificate-expired": {
    title: "Its certificate ended on {{date}} (port {{port}})",
    whatToDo: "Make a new one in the device. If it is new, check the device's clock.",
  },
  "certificate-not-yet": {
    title: "Its certificate is valid from {{date}} only (port {{port}})",
    whatToDo: "Check the clock of the device and of this laptop, then make a new certificate.",
  },
  "certificate-self-signed": {
    title: "It made its own certificate",
    whatToDo: "Usual for cameras and recorders. Farsite remembers it and tells when it changes.",
  },

  "nothing-found": {
    title: "No camera, recorder or panel was found",
    whatToDo: "Below is what may be the reason. Try it from the top.",
    noCause: "No reason shows. Plug the laptop into the recorder's own switch, or add its address by hand.",
  },
  "no-adapter": {
    title: "The laptop is on no network",
    whatToDo: "Plug in a network cable or join the site's Wi-Fi, then search again.",
  },
  "only-vpn": {
    title: "The laptop only has a VPN ({{adapters}})",
    whatToDo: "Devices cannot be found through a VPN. Plug in a network cable on site, then search again.",
  },
  "laptop-without-dhcp": {
    title: "The laptop got no address from a router ({{address}})",
    whatToDo:
      "Check the cable and the switch port. Without a router on this network give the laptop a fixed address in the devices' network.",
  },
  "sends-refused": {
    title: "The system does not let Farsite ask on the network ({{adapters}})",
    whatToDo:
      "On a Mac: System Settings, Privacy & Security, Local Network, allow Farsite. Otherwise allow it in the laptop's firewall or security software.",
  },
  "vpn-in-the-way": {
    title: "A VPN on the laptop takes all traffic",
    whatToDo: "Switch it off for the search. Many VPNs block the network on site.",
  },
  "laptop-firewall": {
    title: "This laptop's firewall may keep the answers away ({{names}})",
    whatToDo:
      "Allow Farsite in it. On Windows set this network to “Private”: in a public network answers to searches are blocked.",
  },
  "guest-wifi": {
    title: "Only the router answered: this may be a guest Wi-Fi",
    whatToDo:
      "A guest Wi-Fi, and client isolation in others, hides all devices from each other. Use a cable, or ask for the main Wi-Fi.",
  },
  "isolated-port": {
    title: "Only the router answered: this socket may be kept apart",
    whatToDo: "Plug the laptop into the switch of the cameras. Switches can keep their ports apart (isolation, VLAN).",
  },
  "nobody-answers": {
    title: "Nobody at all answered in this range, not even a router",
    whatToDo: "Check the cable and whether the range is that of the site, then look at the laptop's firewall.",
  },
  "other-network": {
    title_one: "{{count}} address answered, none is a camera or recorder",
    title_other: "{{count}} addresses answered, none is a camera or recorder",
    whatToDo:
      "Cameras are often in a network of their own: behind the recorder's own ports, on another switch, or in a VLAN. Plug the laptop in there.",
  },
  "only-wifi": {
    title: "The search went over Wi-Fi only",
    whatToDo: "Many Wi-Fi networks do not pass searches on. Plug a cable into the switch of the cameras.",
  },
  "not-swept": {
    title: "Only those were found that answer searches",
    whatToDo: "Search again with the address range switched on: many devices do not answer searches.",
  },
  "range-too-small": {
    title: "The range leaves a part of the laptop's network out ({{networks}})",
    whatToDo: "Widen the range, or add the device's address by hand.",
  },
  "address-conflict": {
    title_one: "Two devices share an address: {{addresses}}",
    title_other: "Devices share {{count}} addresses: {{addresses}}",
    whatToDo: "Unplug one of each pair and give the other its own address. Often these are factory addresses.",
  },
  flood: {
    title_one: "{{count}} answer more came than a site has devices",
    title_other: "{{count}} answers more came than a site has devices",
    whatToDo: "Something floods this network or makes devices up. What was kept is shown, the rest was left out.",
  },
  "unfinished-sweep": {
    title: "The time was up before all addresses were tried",
    whatToDo: "Search again in a smaller range.",
  },
  "unfinished-looks": {
    title: "The time was up before all devices were looked at",
    whatToDo: "Search again in a smaller range for brand, model and risks of the others.",
  },
  "forward-to-nobody": {
    title_one: "A port of the router leads to an address where nobody answered: {{ports}}",
    title_other: "{{count}} ports of the router lead to addresses where nobody answered: {{ports}}",
    whatToDo: "Delete them in the router if the device is gone: the next one with this address stands on the internet.",
  },
};
