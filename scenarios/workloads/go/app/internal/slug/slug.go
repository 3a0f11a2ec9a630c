// Package slug makes and checks the short names of links.
package slug

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
)

const (
	alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

	// MaxLen is the longest slug that a user may choose.
	MaxLen = 64
)

// ErrInvalid is returned for a slug that cannot be part of a path.
var ErrInvalid = errors.New("invalid slug")

// A Generator draws random slugs of a fixed length.
type Generator struct {
	length int
	random io.Reader
}

// NewGenerator returns a Generator that uses the system's random numbers.
func NewGenerator(length int) *Generator {
	return &Generator{length: length, random: rand.Reader}
}

// Next returns a new slug. It is up to the caller to try again if it is taken.
func (g *Generator) Next() (string, error) {
	// Bytes beyond the last multiple of the alphabet's length are drawn again,
	// so that every letter is equally likely.
	const limit = 256 - 256%len(alphabet)

	out := make([]byte, 0, g.length)
	buf := make([]byte, g.length+g.length/2+1)
	for {
		if _, err := io.ReadFull(g.random, buf); err != nil {
			return "", fmt.Errorf("random slug: %w", err)
		}
		for _, b := range buf {
			if int(b) >= limit {
				continue
			}
			out = append(out, alphabet[int(b)%len(alphabet)])
			if len(out) == g.length {
				return string(out), nil
			}
		}
	}
}

// Check reports whether a slug chosen by a user is acceptable.
func Check(s string) error {
	if s == "" {
		return fmt.Errorf("%w: empty", ErrInvalid)
	}
	if len(s) > MaxLen {
		return fmt.Errorf("%w: longer than %d letters", ErrInvalid, MaxLen)
	}
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r == '-', r == '_':
		default:
			return fmt.Errorf("%w: %q is not allowed", ErrInvalid, r)
		}
	}
	return nil
}
