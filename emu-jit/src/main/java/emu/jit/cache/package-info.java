/** Code that was translated, kept for when the same guest code comes again. */
package emu.jit.cache;
