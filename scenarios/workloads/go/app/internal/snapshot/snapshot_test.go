package snapshot

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"example.com/hop/internal/store"
)

// filled returns a store with more links than fit on a page.
func filled(t *testing.T) store.Store {
	t.Helper()
	links := store.NewMemory()
	for i := 0; i < 2*pageSize+1; i++ {
		slug := fmt.Sprintf("link-%04d", i)
		link := store.Link{
			Slug:    slug,
			URL:     "http://example.com/?q=<" + slug + ">",
			Created: time.Date(2023, time.March, 1, 12, 0, i, i, time.UTC),
			Hits:    uint64(i) << 40,
		}
		if err := links.Create(link); err != nil {
			t.Fatal(err)
		}
	}
	return links
}

func all(t *testing.T, links store.Store) []store.Link {
	t.Helper()
	list, err := links.List("", 10*pageSize)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestRoundTrip(t *testing.T) {
	from, to := filled(t), store.NewMemory()
	var buf bytes.Buffer
	if err := Write(&buf, from); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{2*pageSize + 1, 0} {
		if n, err := Read(bytes.NewReader(buf.Bytes()), to); err != nil || n != want {
			t.Fatalf("read %d links, not %d: %v", n, want, err)
		}
		if !reflect.DeepEqual(all(t, from), all(t, to)) {
			t.Fatal("the links differ")
		}
	}
}

func TestReadDamaged(t *testing.T) {
	var buf bytes.Buffer
	if err := Write(&buf, filled(t)); err != nil {
		t.Fatal(err)
	}
	short := bytes.NewReader(buf.Bytes()[:buf.Len()-1])
	if n, err := Read(short, store.NewMemory()); n != 2*pageSize || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("short: %d links, %v", n, err)
	}
	for name, text := range map[string]string{
		"empty record": "\x00",
		"no message":   "\x01\xff",
		"long record":  "\xff\xff\xff\xff\x0f",
	} {
		if n, err := Read(strings.NewReader(text), store.NewMemory()); n != 0 || err == nil {
			t.Errorf("%s: %d links, %v", name, n, err)
		}
	}
}
