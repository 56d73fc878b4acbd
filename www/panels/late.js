// The views that are loaded when one of them is wanted, together: what they share is not worth a file of its own.

import { show as ballots, styles as ballotsStyles } from './ballots/ballots.js';
import { show as clients, styles as clientsStyles } from './clients/clients.js';
import { show as events, styles as eventsStyles } from './feed/feed.js';
import { gridStyles } from './grid.css.js';
import { show as invariants, styles as invariantsStyles } from './invariants/invariants.js';
import { show as logs, styles as logsStyles } from './logs/logs.js';

export { echo } from './echo.js';

export const views = { ballots, clients, events, invariants, logs };
export const styles = [gridStyles, ballotsStyles, clientsStyles, eventsStyles, invariantsStyles, logsStyles];
