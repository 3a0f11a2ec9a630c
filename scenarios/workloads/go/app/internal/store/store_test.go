package store

import (
	"errors"
	"path/filepath"
	"testing"
)

func TestStores(t *testing.T) {
	for name, open := range map[string]func(*testing.T) (Store, error){
		"memory": func(*testing.T) (Store, error) { return Open("") },
		"bolt": func(t *testing.T) (Store, error) {
			return Open(filepath.Join(t.TempDir(), "links.db"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := open(t)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			testStore(t, s)
		})
	}
}

func testStore(t *testing.T, s Store) {
	for _, slug := range []string{"b", "c", "a"} {
		if err := s.Create(Link{Slug: slug, URL: "http://example.com/" + slug}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Create(Link{Slug: "a"}); !errors.Is(err, ErrExists) {
		t.Errorf("second a: %v", err)
	}
	if _, err := s.Get("d"); !errors.Is(err, ErrNotFound) {
		t.Errorf("get d: %v", err)
	}
	if _, err := s.Visit("d"); !errors.Is(err, ErrNotFound) {
		t.Errorf("visit d: %v", err)
	}
	for want := uint64(1); want <= 3; want++ {
		if link, err := s.Visit("a"); err != nil || link.Hits != want {
			t.Errorf("visit %d: %+v, %v", want, link, err)
		}
	}
	if links, err := s.List("a", 1); err != nil || len(links) != 1 || links[0].Slug != "b" {
		t.Errorf("list after a: %v, %v", links, err)
	}
	if links, err := s.List("", 10); err != nil || len(links) != 3 || links[0].Hits != 3 {
		t.Errorf("list: %v, %v", links, err)
	}
	if err := s.Delete("b"); err != nil {
		t.Errorf("delete b: %v", err)
	}
	if err := s.Delete("b"); !errors.Is(err, ErrNotFound) {
		t.Errorf("delete b again: %v", err)
	}
	if n, err := s.Len(); err != nil || n != 2 {
		t.Errorf("len: %d, %v", n, err)
	}
}
