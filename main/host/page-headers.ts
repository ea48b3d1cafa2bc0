/**
 * The page may load and talk to what it came from, and nothing else; no inline code, no eval, no markup from strings.
 * `connect-src 'self'` covers the browser shell's WebSocket (CSP Level 3, section 6.7.2.8).
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** Sent with every answer of the desktop's app:// protocol and of the browser shell. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy": contentSecurityPolicy,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy":
    // The camera takes photos and reads codes, the clipboard is cleared of a password only if it still holds it.
    "camera=(self), clipboard-read=(self), clipboard-write=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), payment=()",
  "Cache-Control": "no-store",
};
