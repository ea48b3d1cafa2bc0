import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEchoTimes, parsePingReply } from "#core/system/ping-output.ts";

const TARGET = "192.31.196.77";
const ROUTER = "192.168.178.1";
const OWN = "192.168.178.42";

const parse = (text: string) => parsePingReply(text, TARGET, [OWN]);
const ECHO = { reply: "echo", replier: TARGET };
const EXPIRED = { reply: "expired", replier: ROUTER };

const iputils = (line: string): string =>
  `PING ${TARGET} (${TARGET}) 56(84) bytes of data.\n${line}\n\n--- ${TARGET} ping statistics ---\n1 packets transmitted, 0 received, 100% packet loss, time 0ms\n`;

describe("Linux ping (iputils)", () => {
  it.each([
    ["an echo", `64 bytes from ${TARGET}: icmp_seq=1 ttl=64 time=0.512 ms`, ECHO],
    ["time exceeded", `From ${ROUTER} icmp_seq=1 Time to live exceeded`, EXPIRED],
    ["time exceeded, by name", `From router.lan (${ROUTER}) icmp_seq=1 Time to live exceeded`, EXPIRED],
    ["nothing", "", null],
    ["our own unreachable", `From ${OWN} icmp_seq=1 Destination Host Unreachable`, null],
    ["the router's unreachable", `From ${ROUTER} icmp_seq=1 Destination Net Unreachable`, null],
    ["the router's filter", `From ${ROUTER} icmp_seq=1 Packet filtered`, null],
    ["the router's redirect", `From ${ROUTER}: icmp_seq=1 Redirect Host(New nexthop: 192.168.178.2)`, null],
    ["too big", `From ${ROUTER} icmp_seq=1 Frag needed and DF set (mtu = 1280)`, null],
    ["an error before sending", "ping: connect: Network is unreachable", null],
    ["an echo of somebody else", "64 bytes from 198.41.0.4: icmp_seq=1 ttl=64 time=0.5 ms", null],
  ])("%s", (_name, line, expected) => {
    expect(parse(iputils(line))).toEqual(expected);
  });
});

describe("BusyBox ping", () => {
  it.each([
    [
      "an echo",
      `PING ${TARGET} (${TARGET}): 56 data bytes\n64 bytes from ${TARGET}: seq=0 ttl=64 time=0.610 ms\n`,
      ECHO,
    ],
    [
      "time exceeded, which it prints without saying whose",
      `PING ${TARGET} (${TARGET}): 56 data bytes\nping: warning: got ICMP 11 (Time Exceeded)\n`,
      null,
    ],
  ])("%s", (_name, text, expected) => {
    expect(parse(text)).toEqual(expected);
  });
});

describe("macOS ping", () => {
  const macos = (...lines: string[]): string =>
    [`PING ${TARGET} (${TARGET}): 56 data bytes`, ...lines, "", `--- ${TARGET} ping statistics ---`].join("\n");
  const dump = [
    "Vr HL TOS  Len   ID Flg  off TTL Pro  cks      Src      Dst",
    ` 4  5  00 5400 1c46   0 0000  01  01 c6a5 ${OWN}  ${TARGET} `,
  ];

  it.each([
    ["an echo", macos(`64 bytes from ${TARGET}: icmp_seq=0 ttl=64 time=1.105 ms`), ECHO],
    ["time exceeded", macos(`36 bytes from ${ROUTER}: Time to live exceeded`, ...dump), EXPIRED],
    ["unreachable", macos(`36 bytes from ${ROUTER}: Destination Host Unreachable`, ...dump), null],
    ["filtered", macos(`36 bytes from ${ROUTER}: Communication prohibited by filter`, ...dump), null],
    ["silence", macos("Request timeout for icmp_seq 0"), null],
  ])("%s", (_name, text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  it("is not misled by a dump whose source is an address behind our own", () => {
    const text = macos(
      `36 bytes from ${ROUTER}: Destination Net Unreachable`,
      dump[0] ?? "",
      ` 4  5  00 5400 1c46   0 0000  01  01 c6a5 10.9.9.9  ${TARGET} `,
    );
    expect(parse(text)).toBeNull();
  });
});

type Language = {
  head: string;
  from: string;
  echo: string;
  expired: string;
  unreachable: string;
  timeout: string;
};

/** One ping on Windows; every language keeps "TTL=", and all but German the letters in "expired". */
const WINDOWS: Record<string, Language> = {
  English: {
    head: `Pinging ${TARGET} with 32 bytes of data:`,
    from: "Reply from @:",
    echo: "bytes=32 time=1ms TTL=64",
    expired: "TTL expired in transit.",
    unreachable: "Destination host unreachable.",
    timeout: "Request timed out.",
  },
  German: {
    head: `Ping wird ausgeführt für ${TARGET} mit 32 Bytes Daten:`,
    from: "Antwort von @:",
    echo: "Bytes=32 Zeit=1ms TTL=64",
    expired: "Die Gültigkeitsdauer wurde bei der Übertragung überschritten.",
    unreachable: "Zielhost nicht erreichbar.",
    timeout: "Zeitüberschreitung der Anforderung.",
  },
  French: {
    head: `Envoi d’une requête 'Ping'  ${TARGET} avec 32 octets de données :`,
    from: "Réponse de @ :",
    echo: "octets=32 temps=1 ms TTL=64",
    expired: "Durée de vie TTL expirée lors du transit.",
    unreachable: "Impossible de joindre l’hôte de destination.",
    timeout: "Délai d’attente de la demande dépassé.",
  },
  Spanish: {
    head: `Haciendo ping a ${TARGET} con 32 bytes de datos:`,
    from: "Respuesta desde @:",
    echo: "bytes=32 tiempo=1ms TTL=64",
    expired: "TTL expirado en tránsito.",
    unreachable: "Host de destino inaccesible.",
    timeout: "Tiempo de espera agotado para esta solicitud.",
  },
  Italian: {
    head: `Esecuzione di Ping ${TARGET} con 32 byte di dati:`,
    from: "Risposta da @:",
    echo: "byte=32 durata=1ms TTL=64",
    expired: "TTL scaduto durante il passaggio.",
    unreachable: "Host di destinazione non raggiungibile.",
    timeout: "Richiesta scaduta.",
  },
  Portuguese: {
    head: `Disparando ${TARGET} com 32 bytes de dados:`,
    from: "Resposta de @:",
    echo: "bytes=32 tempo=1ms TTL=64",
    expired: "TTL expirado em trânsito.",
    unreachable: "Host de destino inacessível.",
    timeout: "Esgotado o tempo limite do pedido.",
  },
  Russian: {
    head: `Обмен пакетами с ${TARGET} по с 32 байтами данных:`,
    from: "Ответ от @:",
    echo: "число байт=32 время=1мс TTL=64",
    expired: "Превышен срок жизни (TTL) при передаче пакета.",
    unreachable: "Заданный узел недоступен.",
    timeout: "Превышен интервал ожидания для запроса.",
  },
  Chinese: {
    head: `正在 Ping ${TARGET} 具有 32 字节的数据:`,
    from: "来自 @ 的回复:",
    echo: "字节=32 时间=1ms TTL=64",
    expired: "TTL 传输中过期。",
    unreachable: "无法访问目标主机。",
    timeout: "请求超时。",
  },
};

describe.each(Object.entries(WINDOWS))("Windows ping in %s", (_language, words) => {
  const printed = (line: string): string =>
    ["", words.head, line, "", `Ping ${TARGET}:`, "    1, 1, 0 (0%)", ""].join("\r\n");
  const from = (address: string, text: string): string => printed(`${words.from.replace("@", address)} ${text}`);
  /** What is left of a text from another code page when it is read as UTF-8. */
  const garbled = (text: string): string => text.replace(/[^ -~\r\n]/g, "\ufffd");

  it.each([
    ["an echo", from(TARGET, words.echo), ECHO],
    ["TTL expired", from(ROUTER, words.expired), EXPIRED],
    ["unreachable, says the router", from(ROUTER, words.unreachable), null],
    ["unreachable, says this computer", from(OWN, words.unreachable), null],
    ["silence", printed(words.timeout), null],
  ])("%s", (_name, text, expected) => {
    expect(parse(text)).toEqual(expected);
    expect(parse(garbled(text))).toEqual(expected);
  });
});

describe("a ping in a language that is not known here", () => {
  it("leads to nothing rather than to a guess", () => {
    expect(parse(`Vastaus lähteestä ${ROUTER}: Jotain aivan muuta.`)).toBeNull();
  });
});

describe("the time of an echo", () => {
  it.each([
    ["Linux", `64 bytes from ${TARGET}: icmp_seq=1 ttl=64 time=0.412 ms`, [0.412]],
    ["Linux with a comma", `64 bytes from ${TARGET}: icmp_seq=1 ttl=64 time=0,412 ms`, [0.412]],
    ["Linux, slower", `64 bytes from ${TARGET}: icmp_seq=1 ttl=64 time=1034 ms`, [1034]],
    ["Linux, by name", `64 bytes from gw.lan (${TARGET}): icmp_seq=1 ttl=64 time=2.00 ms`, [2]],
    ["macOS", `64 bytes from ${TARGET}: icmp_seq=0 ttl=64 time=1.105 ms`, [1.105]],
    ["BusyBox", `64 bytes from ${TARGET}: seq=0 ttl=64 time=0.610 ms`, [0.61]],
    ["English Windows", `Reply from ${TARGET}: bytes=32 time<1ms TTL=64`, [1]],
    ["German Windows", `Antwort von ${TARGET}: Bytes=32 Zeit=12ms TTL=64`, [12]],
    ["German Windows, near", `Antwort von ${TARGET}: Bytes=32 Zeit<1ms TTL=64`, [1]],
    ["French Windows", `Réponse de ${TARGET} : octets=32 temps=7 ms TTL=64`, [7]],
    ["French Windows, near", `Réponse de ${TARGET} : octets=32 temps<1ms TTL=64`, [1]],
    ["Russian Windows", `Ответ от ${TARGET}: число байт=32 время=3мс TTL=64`, [3]],
    ["Chinese Windows", `来自 ${TARGET} 的回复: 字节=32 时间<1ms TTL=64`, [1]],
    ["Japanese Windows", `${TARGET} からの応答: バイト数 =32 時間 =4ms TTL=64`, [4]],
    ["two of them", `64 bytes from ${TARGET}: ttl=64 time=3 ms\n64 bytes from ${TARGET}: ttl=64 time=2 ms`, [3, 2]],
    ["somebody else", `64 bytes from ${ROUTER}: icmp_seq=1 ttl=64 time=0.412 ms`, []],
    ["no echo", `From ${ROUTER} icmp_seq=1 Time to live exceeded`, []],
    ["the statistics", `rtt min/avg/max/mdev = 0.412/0.412/0.412/0.000 ms`, []],
  ])("%s", (_name, text, expected) => {
    expect(parseEchoTimes(text, TARGET)).toEqual(expected);
  });

  it("is a number in any text", () => {
    const part = fc.constantFrom(TARGET, "ttl=64", "TTL=", "time=", "<1ms", "=1,5", "bytes=32", "\n", " ");
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 12 }), (parts) => {
        for (const time of parseEchoTimes(parts.join(""), TARGET)) expect(time).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("any text", () => {
  it("names the target for an echo, and neither the target nor this computer for expired", () => {
    const part = fc.constantFrom(
      TARGET,
      ROUTER,
      OWN,
      "TTL",
      "ttl=64",
      "TTL expired",
      "Time to live exceeded",
      "from",
      "\n",
      ":",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 12 }), (parts) => {
        const found = parse(parts.join(" "));
        const allowed = {
          echo: found?.replier === TARGET,
          expired: found?.replier !== TARGET && found?.replier !== OWN,
        };
        expect(found === null || allowed[found.reply]).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
