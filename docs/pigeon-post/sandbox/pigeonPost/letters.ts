import type { Clock } from '../clock';
import { reachedSteps } from '../scenarios';
import type { JournalFile } from '../journal';
import type { SignedLinks } from '../signedLinks';
import { scenarios, type Status } from './scenarios';

/** What a caller wants sent. */
export interface Draft {
	loft: string;
	text: string;
	reference?: string;
	enclosures: Array<Pick<JournalFile, 'name' | 'size' | 'sha256'>>;
}

export interface Letter extends Draft {
	id: string;
	key?: string;
	releasedAt: Date;
}

/** In milliseconds. */
const HOUR = 60 * 60_000;

const contentOf = ({ loft, text, reference, enclosures }: Draft) =>
	JSON.stringify([loft, text, reference, enclosures]);

/** All letters of a loft's account, oldest first. */
export class Letters {
	readonly all: Letter[] = [];

	constructor(
		private readonly clock: Clock,
		private readonly links: SignedLinks,
	) {}

	add(draft: Draft, key?: string): Letter {
		const letter = { ...draft, id: `p-${this.all.length + 1}`, key, releasedAt: this.clock.now() };
		this.all.push(letter);
		return letter;
	}

	find = (id: string) => this.all.find((letter) => letter.id === id);

	/** Those that show in the list. @param delay seconds before a letter does */
	listed(delay: number): Letter[] {
		const until = this.clock.now().getTime() - delay * 1000;
		return this.all.filter(({ releasedAt }) => releasedAt.getTime() <= until);
	}

	/** The letter that a key stands for, as long as it is remembered. @param hours for how long */
	byKey(key: string, hours: number): Letter | undefined {
		const since = this.clock.now().getTime() - hours * HOUR;
		return this.all.findLast((each) => each.key === key && each.releasedAt.getTime() > since);
	}

	isSame = (letter: Letter, draft: Draft) => contentOf(letter) === contentOf(draft);

	/** Where a letter's pigeon is by now, and since when. */
	statusOf({ loft, releasedAt }: Letter): { status: Status; at: Date } {
		const step = reachedSteps(scenarios.of(loft), releasedAt, this.clock.now()).at(-1);
		return step ? { status: step.state, at: step.at } : { status: 'RELEASED', at: releasedAt };
	}

	/** As the API gives it. @param origin of the links */
	shown(letter: Letter, origin: string) {
		const { id, loft, text, reference = null, enclosures, releasedAt } = letter;
		const { status, at } = this.statusOf(letter);
		const receipt = status === 'LANDED' ? origin + this.links.make(`/receipts/${id}.pdf`) : null;
		return { id, status, at, releasedAt, loft, text, reference, enclosures, receiptUrl: receipt };
	}
}
