import http from "node:http";
import type { WebPage } from "../topology.ts";

/** Runs on a router: its status page for its own network and, where it is one, a captive portal. */

export interface RouterPages {
  /** The router's address in its own network. */
  readonly address: string;
  readonly page: WebPage | null;
  /** `detour`: where pages of the internet are led to; `login`: the port of the login page. */
  readonly portal: { readonly login: number; readonly detour: number } | null;
}

const { address, page, portal } = JSON.parse(process.argv[2] ?? "") as RouterPages;

const htmlOf = (title: string, body: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>\n`;

if (page !== null) {
  http
    .createServer((_request, response) => {
      response.setHeader("server", page.server);
      response.setHeader("content-type", "text/html");
      if (page.realm !== undefined) {
        response.statusCode = 401;
        response.setHeader("www-authenticate", `Basic realm="${page.realm}"`);
      }
      response.end(htmlOf(page.title, "<p>Internet: connected</p>"));
    })
    .listen(80, address);
}

if (portal !== null) {
  const loginPage = `http://${address}:${portal.login}/login`;
  http
    .createServer((request, response) => {
      const asked = `http://${request.headers.host ?? ""}${request.url ?? "/"}`;
      response.writeHead(302, { location: `${loginPage}?page=${encodeURIComponent(asked)}` }).end();
    })
    .listen(portal.detour);
  http
    .createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end(htmlOf("Guest network login", "<form><button>Accept the terms and go online</button></form>"));
    })
    .listen(portal.login, address);
}
