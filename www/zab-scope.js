// The element alone, for pages of others: <script type="module" src="zab-scope.js"></script>

import { ZabScope } from './element/element.js';

if (!customElements.get('zab-scope')) customElements.define('zab-scope', ZabScope);

export { ZabScope };
