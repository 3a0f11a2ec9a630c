echo "a script that is not executable yet"
