package store

import (
	"encoding/json"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
)

var linksBucket = []byte("links")

// Bolt is a Store in a single file.
type Bolt struct {
	db *bbolt.DB
}

// OpenBolt opens or creates the file called name. It fails if another process
// has the file open.
func OpenBolt(name string) (*Bolt, error) {
	db, err := bbolt.Open(name, 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(linksBucket)
		return err
	})
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("prepare %s: %w", name, err)
	}
	return &Bolt{db: db}, nil
}

func get(b *bbolt.Bucket, slug string) (Link, error) {
	data := b.Get([]byte(slug))
	if data == nil {
		return Link{}, ErrNotFound
	}
	var link Link
	if err := json.Unmarshal(data, &link); err != nil {
		return Link{}, fmt.Errorf("link %s: %w", slug, err)
	}
	return link, nil
}

func put(b *bbolt.Bucket, link Link) error {
	data, err := json.Marshal(link)
	if err != nil {
		return err
	}
	return b.Put([]byte(link.Slug), data)
}

// Create implements Store.
func (s *Bolt) Create(link Link) error {
	return s.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket(linksBucket)
		if b.Get([]byte(link.Slug)) != nil {
			return ErrExists
		}
		return put(b, link)
	})
}

// Get implements Store.
func (s *Bolt) Get(slug string) (link Link, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		link, err = get(tx.Bucket(linksBucket), slug)
		return err
	})
	return link, err
}

// Visit implements Store. Concurrent hits share a transaction.
func (s *Bolt) Visit(slug string) (link Link, err error) {
	err = s.db.Batch(func(tx *bbolt.Tx) error {
		b := tx.Bucket(linksBucket)
		if link, err = get(b, slug); err != nil {
			return err
		}
		link.Hits++
		return put(b, link)
	})
	return link, err
}

// Delete implements Store.
func (s *Bolt) Delete(slug string) error {
	return s.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket(linksBucket)
		if b.Get([]byte(slug)) == nil {
			return ErrNotFound
		}
		return b.Delete([]byte(slug))
	})
}

// List implements Store.
func (s *Bolt) List(after string, limit int) ([]Link, error) {
	links := []Link{}
	err := s.db.View(func(tx *bbolt.Tx) error {
		c := tx.Bucket(linksBucket).Cursor()
		key, data := c.Seek([]byte(after))
		if string(key) == after && key != nil {
			key, data = c.Next()
		}
		for ; key != nil && len(links) < limit; key, data = c.Next() {
			var link Link
			if err := json.Unmarshal(data, &link); err != nil {
				return fmt.Errorf("link %s: %w", key, err)
			}
			links = append(links, link)
		}
		return nil
	})
	return links, err
}

// Len implements Store.
func (s *Bolt) Len() (n int, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		n = tx.Bucket(linksBucket).Stats().KeyN
		return nil
	})
	return n, err
}

// Close implements Store.
func (s *Bolt) Close() error { return s.db.Close() }
