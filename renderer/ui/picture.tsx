/** A picture that came from a device, no larger than the card it stands in. */
export function Picture({ source, description }: { source: string; description: string }) {
  return (
    <img
      src={source}
      alt={description}
      className="max-h-96 w-full rounded-control border border-line bg-sunken object-contain"
    />
  );
}
