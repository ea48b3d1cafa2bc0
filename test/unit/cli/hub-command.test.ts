import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hub as en } from "#core/text/en/hub.ts";
import { asAdmin, withPostgres } from "../hub/hub-fixture.ts";
import { fakeTerminal, jsonOf, temporaryFolder } from "./terminal-fixture.ts";

const server = withPostgres();

describe("farsite hub and farsite sync", () => {
  it("go from an empty database to two laptops that have the same", async () => {
    const { superuser, port } = server();
    await asAdmin(server(), "postgres", "create database from_the_terminal");
    const url = `postgres://${superuser.name}@127.0.0.1:${port}/from_the_terminal`;
    const environment = { PGPASSWORD: superuser.password };
    const office = await fakeTerminal();
    expect((await office.run(["hub", "init", "--url", url], { environment })).out).toContain(
      "from_the_terminal is ready",
    );
    expect(await office.run(["hub", "init", "--url", url], { environment })).toMatchObject({ status: 0 });

    const file = join(temporaryFolder(), "password");
    writeFileSync(file, `${superuser.password}\n`);
    const added = await office.run(["hub", "add", "anna", "--url", url, "--password-file", file]);
    const line = /postgres:\/\/anna@\S+#\S+/.exec(added.out)?.[0] ?? "";
    expect(added.out).toContain(en.shownOnce);

    for (const laptop of [await fakeTerminal(), await fakeTerminal()]) {
      expect(await laptop.run(["hub", "use"], { stdin: line })).toMatchObject({ status: 0 });
      await laptop.run(["survey", "--save", "--only", "interfaces"]);
      expect(jsonOf(await laptop.run(["sync", "--json"]))).toMatchObject({ pushed: 1, refused: 0, leftOut: [] });
      expect((await laptop.run(["sync"])).out).toMatch(/^Synced/);
    }
    const status = jsonOf(await office.run(["hub", "status", "--json", "--url", url], { environment }));
    expect(status).toMatchObject({ sites: 2, technicians: [{ name: "anna", mayLogIn: true }] });
    expect(await office.run(["hub", "remove", "anna", "--url", url], { environment })).toMatchObject({ status: 0 });
    expect((await office.run(["hub", "status", "--url", url], { environment })).out).toContain("anna: removed");
  });

  it("take no password on the command line, and say what is missing", async () => {
    const { run } = await fakeTerminal();
    const wrong = [
      ["hub"],
      ["hub", "explode"],
      ["hub", "init"],
      ["hub", "add", "--url", "postgres://admin@127.0.0.1/farsite"],
      ["hub", "init", "--url", "postgres://admin:secret@127.0.0.1/farsite"],
      ["hub", "init", "--url", "postgres://admin@127.0.0.1/farsite#secret"],
    ];
    for (const argv of wrong) expect(await run(argv), argv.join(" ")).toMatchObject({ status: 2 });
    expect((await run(["hub", "init", "--url", "postgres://admin:secret@127.0.0.1/farsite"])).err).toContain(
      en.passwordInUrl,
    );
    expect(await run(["sync"])).toMatchObject({ status: 1 });
  });
});
