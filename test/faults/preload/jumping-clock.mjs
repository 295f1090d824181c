// Preloaded into a bench: its clock jumps by up to a day, forwards and backwards, in every thread.
const { now } = Date;
let calls = 0;
Date.now = () => now() + ((++calls * 7919) % 172_801) * 1000 - 86_400_000;
