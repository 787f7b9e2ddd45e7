import type { MikroORM } from '@mikro-orm/postgresql';
import { attachmentsFeature } from './attachments.feature.ts';
import { channelsFeature } from './channels.feature.ts';
import { Casework } from './casework/casework.ts';
import { entities } from './entities.ts';
import type { Feature, Foundation } from './feature.ts';
import { graphqlFeature } from './graphql.feature.ts';
import { Receipts } from './identity/receipt.ts';
import { Vault } from './identity/vault.ts';
import type { Office } from './office.ts';
import { createOrm } from './platform/database/orm.ts';
import { systemConnections } from './platform/realtime/connection.ts';
import { Hub } from './platform/realtime/hub.ts';
import { signInFeature } from './sign-in.feature.ts';
import { sweeperFeature } from './sweeper.feature.ts';

/** The parts of the server, in the order in which they are mounted. */
export async function features(foundation: Foundation): Promise<Feature[]> {
  const { config, clock, log, databaseUrl } = foundation;
  const orm = await createOrm(entities, databaseUrl);
  const receipts = new Receipts(config.SECRET);
  const people = signInFeature(foundation, receipts);
  const office: Office = {
    casework: new Casework(orm, clock),
    vault: new Vault(config.IDENTITY_KEY),
    receipts,
    signIn: people.signIn,
    hub: new Hub({ open: systemConnections(databaseUrl, 'tuntas hub'), log }),
    uploadSecret: config.SECRET,
  };
  const attachments = attachmentsFeature(foundation, people.signIn);
  return [
    commandsFeature(orm),
    people,
    attachments,
    channelsFeature(foundation, { ...office, outbox: people.outbox }),
    graphqlFeature(foundation, office),
    sweeperFeature(foundation, office.casework, attachments.uploads),
  ];
}

/** The connections of commands, which close after everything that uses them. */
function commandsFeature(orm: MikroORM): Feature {
  return { name: 'commands', stop: () => orm.close(true) };
}
