/**
 * Real guests, booted to their end states. They take minutes: the profile quick leaves them out.
 */
package emu.guests;
