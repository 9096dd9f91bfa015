import { install } from '@sinonjs/fake-timers';
import { HttpTraffic } from './httpTraffic';

/** The clock of this process, which leaps from timer to timer. */
export interface LeapingClock {
	/** Moves the time of day, as a machine that wakes up does: timers don't notice. */
	jump(milliseconds: number): void;
	/** How often it has leapt. */
	readonly leaps: number;
	/** Brings the real clock back. Timers that are left never fire. */
	stop(): void;
}

/** Taken before the clock is. */
const { setImmediate: nextTurn } = globalThis;
const now = performance.now.bind(performance);

/** After how many turns of the event loop without a sign of work everyone waits for the clock. */
const QUIET_TURNS = 6;

/**
 * For how many real milliseconds there has to be no sign of work besides. A server may be at work where
 * Node.js does not tell (compression); on its way is what is lost, or arrives at once on an idle machine.
 */
const QUIET: Record<HttpTraffic['state'], number> = {
	none: 0,
	'at the server': 10,
	between: 250,
};

/** What Node.js calls its requests of files, names, connections and programs that are under way. */
const UNDER_WAY = /^(FS|GetAddrInfo|TCPConnect|Write|Shutdown|Process)/;

const isAnythingUnderWay = () =>
	process.getActiveResourcesInfo().some((resource) => UNDER_WAY.test(resource));

/**
 * Stops the clock of this process, and lets it leap to the next timer whenever everyone waits for time to
 * pass: pauses of minutes take no time, and no time that is measured depends on the machine. Nodes, engine,
 * providers and tests see the same clock, be it `Date`, `performance` or a timer. The network stays real,
 * and so do the time-outs of Node.js' sockets.
 */
export function letTimeLeap(): LeapingClock {
	const clock = install({
		now: Date.now(),
		toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
	});
	const traffic = new HttpTraffic();
	traffic.start();
	let isOver = false;
	let leaps = 0;
	let quiet = { since: now(), turns: 0, events: 0 };
	const turn = () => {
		if (isOver) return;
		const { events } = traffic;
		if (events !== quiet.events || isAnythingUnderWay()) quiet = { since: now(), turns: 0, events };
		quiet.turns += 1;
		const isQuiet = quiet.turns > QUIET_TURNS && now() - quiet.since >= QUIET[traffic.state];
		if (isQuiet && clock.countTimers() > 0) {
			leaps += 1;
			quiet = { since: now(), turns: 0, events };
			clock.next();
		}
		nextTurn(turn);
	};
	nextTurn(turn);
	return {
		jump: (milliseconds) => clock.setSystemTime(Date.now() + milliseconds),
		get leaps() {
			return leaps;
		},
		stop() {
			isOver = true;
			traffic.stop();
			clock.uninstall();
		},
	};
}
