/** Plain JavaScript, because `start.mjs` uses it before anything is installed; CommonJS, because Jest can load that. */

/** Only a terminal can overwrite output. A CI log only gets finished lines. */
const isTerminal = process.stdout.isTTY === true && process.env.TERM !== 'dumb';
/** https://no-color.org */
const isColoured = isTerminal && !process.env.NO_COLOR;

const colour = (on, off) => (text) => (isColoured ? `\x1b[${on}m${text}\x1b[${off}m` : text);

const bold = colour(1, 22);
const dim = colour(2, 22);
const green = colour(32, 39);
const red = colour(31, 39);

const say = (text = '') => process.stdout.write(`${text}\n`);

/** Width of a step's label, so that the seconds are aligned. */
const LABEL_WIDTH = 70;

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const stepLine = (sign, label, since) =>
	`  ${sign} ${label.padEnd(LABEL_WIDTH)} ${dim(seconds(since).padStart(7))}`;

/**
 * Runs a step and prints its label with a tick or a cross and the seconds it took. On a terminal, the line is shown
 * while the step runs; elsewhere, only `isLong` steps are announced.
 */
async function step(label, work, { isLong = false } = {}) {
	const since = performance.now();
	const show = () => process.stdout.write(`\r${stepLine(dim('…'), label, since)}`);
	const timer = isTerminal ? setInterval(show, 1000) : undefined;
	if (isTerminal) show();
	else if (isLong) say(`  … ${label}`);
	const finish = (sign) => {
		clearInterval(timer);
		say(`${isTerminal ? '\r\x1b[K' : ''}${stepLine(sign, label, since)}`);
	};
	try {
		const result = await work();
		finish(green('✓'));
		return result;
	} catch (error) {
		finish(red('✗'));
		throw error;
	}
}

module.exports = { bold, dim, green, red, say, step };
