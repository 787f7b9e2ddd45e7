import { DEMO_ACCOUNTS } from '../seeds/demo-accounts.ts';
import type { Feature, Foundation } from './feature.ts';
import { receiptLookup } from './identity/receipt-lookup.ts';
import type { Receipts } from './identity/receipt.ts';
import { createDemoAccounts } from './people/demo-accounts.ts';
import { migrateSignIn } from './people/sign-in-schema.ts';
import { createSignIn, type SignIn } from './people/sign-in.ts';
import { localOutbox } from './platform/messages/local-outbox.ts';
import { MessageDelivery } from './platform/messages/message-delivery.ts';
import { MessageOutbox } from './platform/messages/message-outbox.ts';
import { messageSenders } from './platform/messages/message-senders.ts';

/** Signing in, and the messages that takes: codes and links by e-mail and SMS (INT-4). */
export function signInFeature(
  foundation: Foundation,
  receipts: Receipts,
): Feature & { signIn: SignIn; outbox: MessageOutbox } {
  const { config, clock, log, pool, databaseUrl } = foundation;
  const production = config.NODE_ENV === 'production';
  const outbox = new MessageOutbox(pool, clock);
  const delivery = new MessageDelivery({
    pool,
    clock,
    senders: messageSenders({
      smtpUrl: config.SMTP_URL,
      mailFrom: config.SMTP_FROM,
      smsGatewayUrl: config.SMS_GATEWAY_URL,
      smsGatewayToken: config.SMS_GATEWAY_TOKEN,
      production,
    }),
    onFailure: (failure) => log.warn(failure, 'message not delivered yet'),
  });
  outbox.onEnqueued = () => delivery.wake();
  const signIn = createSignIn({
    url: databaseUrl,
    pool,
    clock,
    outbox,
    publicUrl: config.PUBLIC_URL,
    trustedOrigins: config.ALLOWED_ORIGINS,
    secret: config.SECRET,
    production,
    staffTotp: config.STAFF_TOTP,
    openIdProvider: openIdProviderOf(config),
    reportOfReceipt: receiptLookup(pool, receipts),
    onError: (message) => log.error({}, message),
  });
  return {
    name: 'sign-in',
    signIn,
    outbox,
    prepare: (owner) => migrateSignIn(owner.url),
    async mount(app) {
      // Before the server listens: whoever finds it ready finds the people the greeting names.
      if (config.SEED === 'demo') await createDemoAccounts(signIn, pool, DEMO_ACCOUNTS);
      app.use('/auth', signIn.handler);
      if (!production) app.use(localOutbox({ pool, production }));
    },
    start: () => delivery.start(),
    async stop() {
      await delivery.stop();
      await signIn.close();
    },
    greet: (baseUrl) => [
      ['Sign-in', `${baseUrl}/auth`],
      ...(production ? [] : ([['Outbox', `${baseUrl}/dev/outbox`]] as [string, string][])),
    ],
  };
}

function openIdProviderOf({ OIDC_DISCOVERY_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }: Foundation['config']) {
  if (!OIDC_DISCOVERY_URL || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return { id: 'oidc', discoveryUrl: OIDC_DISCOVERY_URL, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET };
}
