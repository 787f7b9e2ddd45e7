// Who may import whom. A folder of api/src stands in exactly one zone; a zone imports itself and the zones above it.
// The rules for dependency-cruiser are made from this table, so a new folder must be given its place here.

/** Lowest first. `pure` zones do no input or output: no package, nothing of Node, and of the platform only `pureUse`. */
export const zones = [
  { folders: ['platform'] },
  { folders: ['casefile'], pure: true },
  { folders: ['identity', 'people', 'areas', 'agencies', 'categories', 'limits', 'attachments'] },
  { folders: ['casework'] },
  { folders: ['reports'] },
  {
    folders: [
      'verification',
      'dispositions',
      'forwarding',
      'followups',
      'feedback',
      'comments',
      'timeline',
      'disclosure',
    ],
  },
  {
    folders: [
      'live',
      'sweeper',
      'audit',
      'notifications',
      'channels',
      'statistics',
      'opinions',
      'escalations',
      'open-data',
    ],
  },
];

/** What a pure zone may use of the platform: it is pure, too. */
export const pureUse = ['platform/calendar', 'platform/clock'];
