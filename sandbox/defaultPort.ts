/** The default port of the control API; the providers use the ports after it. */
export const defaultPort = 5690;
