// Package store keeps links.
package store

import (
	"errors"
	"time"
)

// Errors of every kind of Store.
var (
	ErrNotFound = errors.New("no such link")
	ErrExists   = errors.New("link exists")
)

// A Link is a short name for a URL.
type Link struct {
	Slug    string    `json:"slug"`
	URL     string    `json:"url"`
	Created time.Time `json:"created"`
	Hits    uint64    `json:"hits"`
}

// A Store keeps links by slug. It may be used by several goroutines.
type Store interface {
	// Create adds a link, or returns ErrExists.
	Create(Link) error
	// Get returns a link, or ErrNotFound.
	Get(slug string) (Link, error)
	// Visit counts a hit and returns the link, or ErrNotFound.
	Visit(slug string) (Link, error)
	// Delete removes a link, or returns ErrNotFound.
	Delete(slug string) error
	// List returns at most limit links with slugs after the given one, sorted.
	List(after string, limit int) ([]Link, error)
	// Len returns the number of links.
	Len() (int, error)
	// Close releases what the store holds.
	Close() error
}

// Open returns the store kept in the file called name, or without a name one
// that is kept in memory.
func Open(name string) (Store, error) {
	if name == "" {
		return NewMemory(), nil
	}
	return OpenBolt(name)
}
