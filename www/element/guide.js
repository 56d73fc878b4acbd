// What helps a newcomer to read the picture: loaded once the first picture is there, for it could be drawn without.

export { createAnnouncer } from './announcer.js';
export { Commanding } from './commanding.js';
export { docked } from './docked.js';
export { chooseScenario, openDropped } from './files.js';
export { fitCaption } from './fit-caption.js';
export { onKey } from './keyboard.js';
export { Hands } from './hands.js';
export { saveText } from '../panels/save.js';
export { help } from '../panels/help.js';
export { createHints } from '../panels/hints.js';
export { stoppedPlay } from '../panels/hands/stopped.js';
export { createHindrances } from '../stage/hindrances.js';
export { phases } from '../panels/phases.js';
export { table } from '../panels/text-table.js';
export { showPresent, timeline } from '../panels/timeline.js';
export { explainMarks } from '../panels/tooltip.js';

import { guideStyles } from '../panels/guide.css.js';
import { phaseStyles } from '../panels/phases.css.js';
import { timelineStyles } from '../panels/timeline.css.js';
import { hindranceStyles } from '../stage/hindrances.js';
import { tooltipStyles } from '../panels/tooltip.js';

export const styles = [guideStyles, phaseStyles, timelineStyles, tooltipStyles, hindranceStyles];
