package store

import (
	"sort"
	"sync"
)

// Memory is a Store that is gone with the process.
type Memory struct {
	mu    sync.RWMutex
	links map[string]Link
}

// NewMemory returns an empty store.
func NewMemory() *Memory {
	return &Memory{links: map[string]Link{}}
}

// Create implements Store.
func (m *Memory) Create(link Link) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.links[link.Slug]; ok {
		return ErrExists
	}
	m.links[link.Slug] = link
	return nil
}

// Get implements Store.
func (m *Memory) Get(slug string) (Link, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	link, ok := m.links[slug]
	if !ok {
		return Link{}, ErrNotFound
	}
	return link, nil
}

// Visit implements Store.
func (m *Memory) Visit(slug string) (Link, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	link, ok := m.links[slug]
	if !ok {
		return Link{}, ErrNotFound
	}
	link.Hits++
	m.links[slug] = link
	return link, nil
}

// Delete implements Store.
func (m *Memory) Delete(slug string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.links[slug]; !ok {
		return ErrNotFound
	}
	delete(m.links, slug)
	return nil
}

// List implements Store.
func (m *Memory) List(after string, limit int) ([]Link, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	links := []Link{}
	for slug, link := range m.links {
		if slug > after {
			links = append(links, link)
		}
	}
	sort.Slice(links, func(i, j int) bool { return links[i].Slug < links[j].Slug })
	if len(links) > limit {
		links = links[:limit]
	}
	return links, nil
}

// Len implements Store.
func (m *Memory) Len() (int, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.links), nil
}

// Close implements Store.
func (m *Memory) Close() error { return nil }
