/** What to do where secrets can't be kept, by operating system: `vault.<backend>.<state>.<platform>`. */
export const vault = {
  keychain: {
    missing: {
      linux:
        "Linux keeps passwords in GNOME Keyring or KWallet, and neither is running. Log in to the desktop (not only by SSH). If there is none, install “gnome-keyring”, log out and in again. In KDE, switch on the KDE Wallet in the system settings. Or use a passphrase safe on this laptop instead.",
      darwin:
        "macOS keeps passwords in the login keychain, and Farsite can't reach it. Open “Keychain Access”: if “login” is not in the list, log out of the Mac and in again. Or use a passphrase safe on this laptop instead.",
      win32:
        "Windows keeps passwords in the Credential Manager, and it does not answer. Open “Services” (services.msc), start “Credential Manager” and set it to start by itself. On a firm's computer its administrator may have switched it off: then use a passphrase safe on this laptop instead.",
    },
    locked: {
      linux:
        "The keyring is locked. That happens with automatic login, or when the login password was changed. Open “Passwords and Keys” (KDE: “KWalletManager”), unlock “Login” and look again. Or use a passphrase safe on this laptop instead.",
      darwin:
        "The login keychain is locked, or access was refused. Open “Keychain Access”, choose “login” and unlock it with the Mac's password. When macOS asks, choose “Always Allow”. Or use a passphrase safe on this laptop instead.",
      win32:
        "Windows refuses access to the Credential Manager. Lock the computer with Windows+L, log in with your password (not a PIN) and look again. Or use a passphrase safe on this laptop instead.",
    },
    timeout: {
      linux:
        "The keyring is waiting, most likely for its password. Look for its window, perhaps behind this one, and answer it. If there is none, log out and in again. Or use a passphrase safe on this laptop instead.",
      darwin:
        "macOS is waiting for an answer. Look for its window, perhaps behind this one or on another screen, type the Mac's password and choose “Always Allow”. Or use a passphrase safe on this laptop instead.",
      win32:
        "The Credential Manager does not answer. Look for a window of Windows behind this one; if there is none, restart the computer. Or use a passphrase safe on this laptop instead.",
    },
  },
};
