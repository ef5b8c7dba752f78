# Prints the links of pages to files of the repository, as `page line path`. An anchor that its page does not have is printed as path and anchor,
# which no file is called.
function anchor(heading,    i, c, made) {
  gsub(/\[|\]\([^)]*\)/, "", heading)
  heading = tolower(heading)
  made = ""
  for (i = 1; i <= length(heading); ++i) {
    c = substr(heading, i, 1)
    if (c == " ") made = made "-"
    else if (c ~ /[a-z0-9_-]/ || c > "~") made = made c
  }
  return made
}

# The path without `..`, from the folder of `page`.
function resolved(page, path,    parts, n, i, out, depth, whole) {
  whole = page
  if (!sub(/[^\/]*$/, "", whole)) whole = ""
  n = split(whole path, parts, "/")
  depth = 0
  for (i = 1; i <= n; ++i) {
    if (parts[i] == "" || parts[i] == ".") continue
    if (parts[i] == "..") --depth
    else out[++depth] = parts[i]
  }
  whole = out[1]
  for (i = 2; i <= depth; ++i) whole = whole "/" out[i]
  return whole
}

FNR == 1 { inside = 0 }
/^ *```/ {
  match($0, /`+/)
  if (!inside) inside = RLENGTH
  else if (RLENGTH >= inside && $0 ~ /^ *`+$/) inside = 0
  next
}
inside { next }
/^#+ / {
  heading = $0
  sub(/^#+ +/, "", heading)
  heading = anchor(heading)
  if (FILENAME "#" heading in anchors) heading = heading "-" (++repeated[FILENAME "#" heading])
  anchors[FILENAME "#" heading] = 1
}
{
  rest = $0
  gsub(/`[^`]*`/, "", rest)
  while (match(rest, /\]\([^)]*\)/)) {
    target = substr(rest, RSTART + 2, RLENGTH - 3)
    rest = substr(rest, RSTART + RLENGTH)
    if (target ~ /^[a-z]+:/) continue
    ++count
    pages[count] = FILENAME
    lines[count] = FNR
    hash = index(target, "#")
    path[count] = hash ? substr(target, 1, hash - 1) : target
    fragment[count] = hash ? substr(target, hash) : ""
    path[count] = path[count] == "" ? FILENAME : resolved(FILENAME, path[count])
  }
}
END {
  for (i = 1; i <= count; ++i) {
    wanted = path[i] fragment[i]
    found = fragment[i] == "" || path[i] !~ /\.md$/ || wanted in anchors
    print pages[i], lines[i], found ? path[i] : wanted
  }
}
