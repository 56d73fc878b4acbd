// The views that are loaded when one of them is wanted, together: what they share is not worth a file of its own.

import { show as clients, styles as clientsStyles } from './clients/clients.js';
import { show as events, styles as eventsStyles } from './feed/feed.js';
import { show as invariants, styles as invariantsStyles } from './invariants/invariants.js';
import { show as logs, styles as logsStyles } from './logs/logs.js';

export { echo } from './echo.js';

export const views = { clients, events, invariants, logs };
export const styles = [clientsStyles, eventsStyles, invariantsStyles, logsStyles];
