import type { EntityClass } from '@mikro-orm/core';
import { ClockEntity } from './casework/clock.entity.ts';
import { CustodyEntity } from './casework/custody.entity.ts';
import { DispositionEntity } from './casework/disposition.entity.ts';
import { ReportEntity } from './casework/report.entity.ts';

/** Every entity that commands load and save. */
export const entities: readonly EntityClass<object>[] = [ReportEntity, DispositionEntity, ClockEntity, CustodyEntity];
