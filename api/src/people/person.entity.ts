import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Role } from './viewer.ts';

/** A person of Tuntas. How they sign in is the business of the sign-in schema; how to reach them is too (IDN-1). */
@Entity({ tableName: 'person' })
export class PersonEntity {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** The account in the sign-in schema; null for people who never sign in. */
  @Property({ type: 'text', nullable: true })
  authUserId!: string | null;

  @Property({ type: 'text' })
  displayName!: string;

  @Property({ type: 'text' })
  role!: Role;

  /** The agency they act for; set for every liaison officer and executive. */
  @Property({ type: 'uuid', nullable: true })
  agencyId!: string | null;

  @Property({ type: 'text' })
  locale!: 'id' | 'en';

  @Property({ type: 'timestamptz' })
  createdAt!: Date;

  /** Since when their sessions open nothing. */
  @Property({ type: 'timestamptz', nullable: true })
  deactivatedAt!: Date | null;
}
