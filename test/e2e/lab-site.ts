import { LAB_STUN_SERVERS, LAB_WHOAMI_URLS, VANTAGE_TOKEN } from "../lab/internet.ts";
import { vantageUrl } from "../lab/ipv6-daemons.ts";
import { bringUp, type Lab } from "../lab/lab.ts";
import { topologies } from "../lab/topologies.ts";
import type { Topology } from "../lab/topology.ts";
import { Laptop } from "./laptop.ts";

/** A site of the lab and the laptop on it. */
export class LabSite {
  readonly lab: Lab;
  readonly laptop: Laptop;
  readonly shell = "browser";

  private constructor(lab: Lab) {
    this.lab = lab;
    this.laptop = new Laptop(lab, environmentOf(lab.topology));
  }

  static async open(name: string): Promise<LabSite> {
    const topology = topologies.find((t) => t.name === name);
    if (!topology) throw new Error(`no topology ${name}`);
    return new LabSite(await bringUp(topology));
  }

  get dataFolder(): string {
    return this.laptop.dataFolder;
  }

  async mappingsLeft(): Promise<number> {
    const tables = await Promise.all(this.lab.topology.layers.map((layer) => this.lab.routerMappings(layer.host)));
    return tables.flat().length;
  }

  async close(): Promise<void> {
    await this.lab.down();
    this.laptop.close();
  }
}

/** What a program on the laptop runs with: the lab's servers, and its vantage where it has one. */
const environmentOf = (topology: Topology): Record<string, string> => ({
  ...(topology.vantage === true && {
    FARSITE_VANTAGE: vantageUrl(topology),
    FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN,
  }),
  FARSITE_STUN: LAB_STUN_SERVERS.join(","),
  FARSITE_WHOAMI: LAB_WHOAMI_URLS.join(","),
});
