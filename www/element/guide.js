// What helps a newcomer to read the picture: loaded once the first picture is there, for it could be drawn without.

export { events } from '../panels/events.js';
export { hint, nextHint, rememberHints } from '../panels/hints.js';
export { legend } from '../panels/legend.js';
export { phases } from '../panels/phases.js';
export { table } from '../panels/text-table.js';
export { showPresent, timeline } from '../panels/timeline.js';
export { explainMarks } from '../panels/tooltip.js';
export { why } from '../panels/why.js';

import { guideStyles } from '../panels/guide.css.js';
import { phaseStyles } from '../panels/phases.css.js';
import { timelineStyles } from '../panels/timeline.css.js';
import { tooltipStyles } from '../panels/tooltip.js';

export const styles = [guideStyles, phaseStyles, timelineStyles, tooltipStyles];
