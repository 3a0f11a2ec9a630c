package slug

import (
	"errors"
	"strings"
	"testing"
)

func TestNext(t *testing.T) {
	g := NewGenerator(7)
	seen := map[string]bool{}
	for i := 0; i < 1000; i++ {
		s, err := g.Next()
		if err != nil {
			t.Fatal(err)
		}
		if len(s) != 7 || Check(s) != nil || seen[s] {
			t.Fatalf("bad slug %q", s)
		}
		seen[s] = true
	}
}

func TestNextSkipsBiasedBytes(t *testing.T) {
	g := &Generator{length: 1, random: strings.NewReader("\xff\xff\x0a\x00")}
	if s, err := g.Next(); err != nil || s != "A" {
		t.Fatalf("got %q, %v", s, err)
	}
}

func TestCheck(t *testing.T) {
	for _, s := range []string{"a", "Go-1_19", strings.Repeat("x", MaxLen)} {
		if err := Check(s); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
	for _, s := range []string{"", "a/b", "ä", "a b", strings.Repeat("x", MaxLen+1)} {
		if err := Check(s); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: %v", s, err)
		}
	}
}
