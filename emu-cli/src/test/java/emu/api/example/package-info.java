/** What docs/api.md shows. */
package emu.api.example;
