import { isInteger, isSafeNumber, parse } from "lossless-json";
import { client } from "./obshell/client.gen";
import { tenantBackupOverview } from "./obshell/sdk.gen";
import { tenantBackupOverviewResponseTransformer } from "./obshell/transformers.gen";

// `JSON.parse` rounds SCNs, so the body is taken as text and parsed exactly.
const exact = (text: unknown) =>
  parse(String(text), undefined, (number) => (isInteger(number) && !isSafeNumber(number) ? BigInt(number) : Number(number)));

async function main(baseUrl: string, header: string, tenants: string[]) {
  // The other header is for the agent's own password, and the agent prefers it.
  client.setConfig({ baseUrl, auth: ({ name }) => (name === "X-OCS-Header" ? header : undefined) });
  for (const name of tenants) {
    const { data, error } = await tenantBackupOverview({ path: { name }, parseAs: "text" });
    if (error) {
      console.log(name, error.error.errCode ?? error.error.code);
    } else {
      const body = await tenantBackupOverviewResponseTransformer(exact(data));
      const task = body.data.status;
      console.log(name, task.status, task.start_scn.toString());
    }
  }
}

const [baseUrl = "", header = "", ...tenants] = process.argv.slice(2);
main(baseUrl, header, tenants);
