import { RPCHandler } from "@orpc/server/message-port";
import { afterEach, expect, test, vi } from "vitest";
import { DisconnectedError } from "../../../renderer/connection/client.ts";
import { desktopConnection } from "../../../renderer/connection/desktop-connection.ts";
import { fakeHost } from "../../e2e/fake-host.ts";
import { calmPlan, emptyStore } from "../../e2e/fake-plan.ts";

const open: MessagePort[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const port of open.splice(0)) port.close();
});

/** The host's end and the page's end of one line. */
function line(): { hostEnd: MessagePort; pageEnd: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(fakeHost(emptyStore(), () => calmPlan)).upgrade(port1);
  port1.start();
  open.push(port1, port2);
  return { hostEnd: port1, pageEnd: port2 };
}

function page() {
  const reload = vi.fn<() => void>();
  const target = Object.assign(new EventTarget(), { location: { reload } }) as unknown as Window;
  const post = (message: { data?: unknown; source?: unknown; ports?: MessagePort[] }): void => {
    target.dispatchEvent(
      Object.assign(new Event("message"), { data: "farsite:port", source: target, ports: [], ...message }),
    );
  };
  return { target, post, reload };
}

test("the handed-over port speaks the contract", async () => {
  const { target, post } = page();
  const connection = desktopConnection(target);
  expect(connection.state()).toEqual({ step: "connecting" });
  post({ ports: [line().pageEnd] });
  const state = connection.state();
  if (state.step !== "ready") throw new Error(state.step);
  expect(await state.client.app.info()).toMatchObject({ version: "0.1.0" });
});

test("only this window may hand over exactly one port, with exactly this word", () => {
  const { target, post } = page();
  const connection = desktopConnection(target);
  const { pageEnd } = line();
  post({ source: {}, ports: [pageEnd] });
  post({ source: null, ports: [pageEnd] });
  post({ data: { type: "farsite:port" }, ports: [pageEnd] });
  post({ data: "farsite:ports", ports: [pageEnd] });
  post({ ports: [] });
  post({ ports: [pageEnd, line().pageEnd] });
  expect(connection.state()).toEqual({ step: "connecting" });
});

test("a port that closes is a lost line, and a new one replaces it", async () => {
  const { target, post } = page();
  const connection = desktopConnection(target);
  const first = line();
  post({ ports: [first.pageEnd] });
  const state = connection.state();
  if (state.step !== "ready") throw new Error(state.step);
  await state.client.app.info();
  first.hostEnd.close();
  await vi.waitFor(() => expect(connection.state()).toMatchObject({ step: "lost", nextTryAtMs: null }));
  await expect(state.client.app.info()).rejects.toBeInstanceOf(DisconnectedError);
  post({ ports: [line().pageEnd] });
  expect(connection.state()).toMatchObject({ step: "ready" });
});

test("the end of a port that was replaced does not end the line", async () => {
  const { target, post } = page();
  const connection = desktopConnection(target);
  const first = line();
  post({ ports: [first.pageEnd] });
  const ended = new Promise((resolve) => first.pageEnd.addEventListener("close", resolve));
  post({ ports: [line().pageEnd] });
  first.hostEnd.close();
  await ended;
  expect(connection.state().step).toBe("ready");
});

test("a port that never comes is said, not waited for", () => {
  vi.useFakeTimers();
  const { target, reload } = page();
  const connection = desktopConnection(target);
  const told = vi.fn<() => void>();
  connection.subscribe(told);
  vi.advanceTimersByTime(15_000);
  expect(connection.state()).toEqual({ step: "lost", client: null, nextTryAtMs: null });
  expect(told).toHaveBeenCalledOnce();
  connection.retry();
  expect(reload).toHaveBeenCalledOnce();
});
