/** An HTTP message as received so far: its head, and whether its body is complete. */
export class WireMessage {
	private bytes = Buffer.alloc(0);

	/** All bytes received so far. */
	get all(): Buffer {
		return this.bytes;
	}

	add(chunk: Buffer): void {
		this.bytes = Buffer.concat([this.bytes, chunk]);
	}

	/** The first line and the headers; undefined until they are complete. */
	get head(): string | undefined {
		const end = this.headEnd;
		return end < 0 ? undefined : this.bytes.toString('latin1', 0, end);
	}

	/** How many bytes of the body have been received. */
	get bodyLength(): number {
		return this.headEnd < 0 ? 0 : this.bytes.length - this.headEnd - BLANK_LINE.length;
	}

	/** Whether the message is complete, as far as the head declares its length. */
	get isWhole(): boolean {
		const { head } = this;
		if (head === undefined) return false;
		if (/^transfer-encoding:.*chunked/im.test(head))
			return this.bytes.subarray(-5).equals(LAST_CHUNK);
		return this.bodyLength >= Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
	}

	/** The head and half of the body; half of the head if there is no body, for the whole head would be all of it. */
	get half(): Buffer {
		const rest = this.bodyLength > 0 ? this.bodyLength : this.bytes.length;
		return this.bytes.subarray(0, this.bytes.length - Math.floor(rest / 2));
	}

	private get headEnd(): number {
		return this.bytes.indexOf(BLANK_LINE);
	}
}

const BLANK_LINE = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');
